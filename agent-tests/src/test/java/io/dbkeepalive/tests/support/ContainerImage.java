package io.dbkeepalive.tests.support;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.testcontainers.DockerClientFactory;

/**
 * The images of the servers that run in containers: the official ones, unless the environment names
 * others, which must take the same settings.
 */
enum ContainerImage {
  MYSQL("DBKEEPALIVE_MYSQL_IMAGE", "mysql:9.7"),
  MARIADB("DBKEEPALIVE_MARIADB_IMAGE", "mariadb:11.8"),
  POSTGRESQL("DBKEEPALIVE_POSTGRESQL_IMAGE", "postgres:17");

  private static final long PULL_TIMEOUT_MINUTES = 5;

  private final String variable;
  private final String official;

  ContainerImage(String variable, String official) {
    this.variable = variable;
    this.official = official;
  }

  String imageName() {
    return System.getenv().getOrDefault(variable, official);
  }

  /** Why no container of the image can be started here; empty if one can, once it was pulled. */
  Optional<String> obstacle() {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      return Optional.of("no container engine answers");
    }
    DockerClient engine = DockerClientFactory.instance().client();
    return isPresent(engine) ? Optional.empty() : pull(engine);
  }

  private boolean isPresent(DockerClient engine) {
    try {
      engine.inspectImageCmd(imageName()).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  private Optional<String> pull(DockerClient engine) {
    try {
      boolean pulled =
          engine
              .pullImageCmd(imageName())
              .start()
              .awaitCompletion(PULL_TIMEOUT_MINUTES, TimeUnit.MINUTES);
      return pulled
          ? Optional.empty()
          : Optional.of(
              "pulling " + imageName() + " took more than " + PULL_TIMEOUT_MINUTES + " minutes");
    } catch (DockerException e) {
      return Optional.of(
          "the image "
              + imageName()
              + " is neither here nor can it be pulled; "
              + variable
              + " may name another");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted while pulling " + imageName());
    }
  }
}
