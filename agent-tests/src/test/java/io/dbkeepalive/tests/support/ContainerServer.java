package io.dbkeepalive.tests.support;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/** A server in a container of an image that takes the official images' settings. */
final class ContainerServer extends DatabaseServer {
  private static final int STOP_TIMEOUT_SECONDS = 20;
  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
  private static final String ADMIN_PASSWORD = "admin-secret";

  private final String image;
  private final String adminUser;
  private final String adminDatabase;
  private final GenericContainer<?> container;
  private final int port = Ports.free();
  private final int innerPort;

  static ContainerServer mysql() {
    return new ContainerServer(
        ContainerImage.MYSQL,
        Dialect.MYSQL,
        JdbcDriver.CONNECTOR_J,
        3306,
        Map.of("MYSQL_ROOT_PASSWORD", ADMIN_PASSWORD),
        "root",
        "mysql");
  }

  static ContainerServer mariaDb() {
    return new ContainerServer(
        ContainerImage.MARIADB,
        Dialect.MYSQL,
        JdbcDriver.MARIADB_CONNECTOR_J,
        3306,
        Map.of("MARIADB_ROOT_PASSWORD", ADMIN_PASSWORD),
        "root",
        "mysql");
  }

  static ContainerServer postgreSql() {
    return new ContainerServer(
        ContainerImage.POSTGRESQL,
        Dialect.POSTGRESQL,
        JdbcDriver.PGJDBC,
        5432,
        Map.of("POSTGRES_PASSWORD", ADMIN_PASSWORD),
        "postgres",
        "postgres");
  }

  private ContainerServer(
      ContainerImage image,
      Dialect dialect,
      JdbcDriver adminDriver,
      int innerPort,
      Map<String, String> environment,
      String adminUser,
      String adminDatabase) {
    super(dialect, adminDriver);
    this.image = image.imageName();
    this.adminUser = adminUser;
    this.adminDatabase = adminDatabase;
    this.innerPort = innerPort;
    this.container = container(innerPort, environment);
  }

  private GenericContainer<?> container(int innerPort, Map<String, String> environment) {
    return new GenericContainer<>(DockerImageName.parse(image))
        .withExposedPorts(innerPort)
        .withEnv(environment)
        // by which containers are found and removed that a killed run of this checkout left
        .withLabel("io.dbkeepalive.tests", BuildDirectory.resolve("").toString())
        // a port that the engine chooses would be another one after a restart
        .withCreateContainerCmdModifier(
            command ->
                command
                    .getHostConfig()
                    .withPortBindings(
                        new PortBinding(Binding.bindPort(port), new ExposedPort(innerPort))))
        .waitingFor(
            new AbstractWaitStrategy() {
              @Override
              protected void waitUntilReady() {
                // the server is asked by JDBC, as after each restart
              }
            });
  }

  @Override
  public String host() {
    return container.getHost();
  }

  @Override
  public int port() {
    return port;
  }

  /** Not by the port that the engine forwards, for it may do that by a process of its own. */
  @Override
  InetSocketAddress directAddress() {
    String host =
        engine()
            .inspectContainerCmd(container.getContainerId())
            .exec()
            .getNetworkSettings()
            .getNetworks()
            .values()
            .iterator()
            .next()
            .getIpAddress();
    InetSocketAddress address = new InetSocketAddress(host, innerPort);
    try (Socket socket = new Socket()) {
      socket.connect(address, CONNECT_TIMEOUT_MILLIS);
    } catch (IOException e) {
      Skip.because("the network of the containers cannot be reached from here: " + e);
    }
    return address;
  }

  @Override
  void startProcess() {
    if (container.getContainerId() == null) {
      container.start();
    } else {
      engine().startContainerCmd(container.getContainerId()).exec();
    }
  }

  @Override
  void stopProcess() {
    engine().stopContainerCmd(container.getContainerId()).withTimeout(STOP_TIMEOUT_SECONDS).exec();
  }

  @Override
  public void freeze() {
    engine().pauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void thaw() {
    engine().unpauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void close() throws IOException {
    // removes it, running or not
    container.stop();
  }

  private DockerClient engine() {
    return container.getDockerClient();
  }

  @Override
  String adminUser() {
    return adminUser;
  }

  @Override
  String adminPassword() {
    return ADMIN_PASSWORD;
  }

  @Override
  String adminUrl(String url) {
    return url.replace("/test?", "/" + adminDatabase + "?");
  }

  @Override
  public String toString() {
    return image;
  }
}
