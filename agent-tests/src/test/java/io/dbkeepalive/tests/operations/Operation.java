package io.dbkeepalive.tests.operations;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.dbkeepalive.tests.support.Await;
import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.DatabaseServer;
import io.dbkeepalive.tests.support.JavaHomes;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.TcpProxy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * An application with the agent, behind a proxy, and all that people have to look at it: its log,
 * its HTTP endpoint, and JMX as the JDK's tools reach it. Keeps whatever it has read.
 */
@SuppressWarnings("BanJNDI") // the address is that of our own child
final class Operation implements AutoCloseable {
  static final Duration TIMEOUT = Duration.ofSeconds(60);
  static final String TOKEN = "planted-token-0123456789";

  private static final Pattern ADDRESS = Pattern.compile("admin-started address=(http://\\S+)");

  final TcpProxy proxy;
  final ChildJvm.Running program;
  final List<String> seen = new ArrayList<>();

  private final HttpClient client = HttpClient.newHttpClient();
  private final String address;
  private final JMXConnector connector;
  private final MBeanServerConnection jmx;

  Operation(Pairing pairing, String options) throws IOException {
    DatabaseServer server = pairing.server();
    proxy = new TcpProxy(server);
    program =
        new ChildJvm(JavaHomes.current())
            .agent(
                ChildJvm.agentJar(),
                "admin=127.0.0.1:0,admin-token=" + TOKEN + ",log-level=debug," + options)
            .classPath(
                Stream.of(
                        Operated.class,
                        com.mysql.cj.jdbc.Driver.class,
                        org.mariadb.jdbc.Driver.class,
                        org.postgresql.Driver.class,
                        org.h2.Driver.class)
                    .map(ChildJvm::jarOf)
                    .toList())
            .main(
                Operated.class.getName(),
                pairing.driver().url(proxy.host(), proxy.port()),
                server.user(),
                server.password())
            .start();
    program.awaitOutput("ready", TIMEOUT);
    program.awaitOutput("admin-started", TIMEOUT);
    Matcher line = ADDRESS.matcher(program.errorOutput());
    assertTrue(line.find());
    address = line.group(1);
    connector = JMXConnectorFactory.connect(new JMXServiceURL(startJmx(program.pid())));
    jmx = connector.getMBeanServerConnection();
    Await.until("the beans of the database", TIMEOUT, this::areBeansThere);
  }

  private static String startJmx(long pid) throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(String.valueOf(pid));
      try {
        machine.loadAgent(ChildJvm.agentJar().toString()); // shows its beans without further ado
        return machine.startLocalManagementAgent();
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException | AgentLoadException | AgentInitializationException e) {
      throw new IOException(e);
    }
  }

  /** Of the endpoint, as {@code host:port}. */
  String authority() {
    return URI.create(address).getAuthority();
  }

  void run(String command) throws IOException {
    program.send(command);
    program.awaitOutput("<" + command + ">", TIMEOUT);
  }

  HttpResponse<String> get(String path) {
    return ask(HttpRequest.newBuilder(URI.create(address + path)).GET().build());
  }

  HttpResponse<String> post(String path) {
    return ask(
        HttpRequest.newBuilder(URI.create(address + path))
            .header("Authorization", "Bearer " + TOKEN)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build());
  }

  private HttpResponse<String> ask(HttpRequest request) {
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      seen.add(answer.body());
      return answer;
    } catch (IOException e) {
      throw new IllegalStateException(program.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The sum over all series of a metric whose labels hold the text. */
  double metric(String name, String label) {
    return get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + "{") && line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  Object agent(String attribute) throws IOException, JMException {
    return jmx.getAttribute(new ObjectName("io.dbkeepalive:type=Agent"), attribute);
  }

  /** Of the one database. */
  Object database(String attribute) throws IOException, JMException {
    return jmx.getAttribute(databaseBean(), attribute);
  }

  String act(String operation) throws IOException, JMException {
    return (String) jmx.invoke(databaseBean(), operation, null, null);
  }

  private ObjectName databaseBean() throws IOException, JMException {
    return databaseBeans().iterator().next();
  }

  private boolean areBeansThere() {
    try {
      return !databaseBeans().isEmpty();
    } catch (IOException | JMException e) {
      throw new IllegalStateException(program.toString(), e);
    }
  }

  private Set<ObjectName> databaseBeans() throws IOException, JMException {
    return jmx.queryNames(new ObjectName("io.dbkeepalive:type=Database,*"), null);
  }

  /** Reads each attribute there is. */
  void readAllOfJmx() throws IOException, JMException {
    for (ObjectName bean : jmx.queryNames(new ObjectName("io.dbkeepalive:*"), null)) {
      for (MBeanAttributeInfo attribute : jmx.getMBeanInfo(bean).getAttributes()) {
        seen.add(attribute.getName() + "=" + jmx.getAttribute(bean, attribute.getName()));
      }
    }
  }

  ChildJvm.Result end() throws IOException {
    connector.close();
    program.send("end");
    ChildJvm.Result result = program.await(TIMEOUT);
    seen.add(result.out());
    seen.add(result.err());
    return result;
  }

  @Override
  public void close() throws IOException {
    program.kill();
    proxy.close();
  }
}
