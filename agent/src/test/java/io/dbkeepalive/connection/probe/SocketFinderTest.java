package io.dbkeepalive.connection.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On objects that a driver might have made. The build opens the JDK to it, as the agent does. */
class SocketFinderTest {
  private ServerSocketChannel server;
  private SocketChannel socket;

  @BeforeEach
  void connect() throws IOException {
    server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket = SocketChannel.open(server.getLocalAddress());
  }

  @AfterEach
  void disconnect() throws IOException {
    socket.close();
    server.close();
  }

  @Test
  void findsThroughCyclesListsAndInheritedPrivateFields() throws Exception {
    Root root = new Root();
    Node node = new Node();
    root.nodes.add(node);
    node.back = root;
    node.next = node;
    node.held = socket;

    SocketPath path = SocketFinder.find(root, "test");

    assertSame(socket, path.from(root));
  }

  @Test
  void rememberedPathFollowsAnExchange() throws Exception {
    Root root = new Root();
    root.nodes.add(new Node());
    root.nodes.get(0).held = socket;
    SocketPath path = SocketFinder.find(root, "test");
    try (SocketChannel next = SocketChannel.open(server.getLocalAddress())) {
      root.nodes.get(0).held = next;
      assertSame(next, path.from(root));
      assertSame(path, SocketFinder.find(root, "test"));
    }
    root.nodes.clear();
    assertNull(path.from(root));
  }

  @Test
  void depthIsBounded() {
    assertEquals(
        SocketFinder.MAX_DEPTH, SocketFinder.find(chain(SocketFinder.MAX_DEPTH), "test").length());
    assertNull(SocketFinder.find(new Other(chain(SocketFinder.MAX_DEPTH)), "test"));
  }

  /** A root and nodes, whose last field on the way, the {@code length}th, holds the socket. */
  private Root chain(int length) {
    Root root = new Root();
    Node node = new Node();
    root.nodes.add(node);
    for (int i = 2; i < length; i++) {
      node.next = new Node();
      node = node.next;
    }
    node.held = socket;
    return root;
  }

  @Test
  void numberOfObjectsIsBounded() {
    Tree tree = new Tree(SocketFinder.MAX_DEPTH);
    Tree last = tree;
    while (last.children[0] != null) {
      last = (Tree) last.c5;
    }
    last.held = socket;

    assertNull(SocketFinder.find(tree, "test"));
  }

  @Test
  void closedSocketIsNone() throws IOException {
    Root root = new Root();
    root.nodes.add(new Node());
    root.nodes.get(0).held = SocketChannel.open();
    ((SocketChannel) root.nodes.get(0).held).close();
    root.other = "text";

    Node second = new Node();
    root.nodes.get(0).next = second;
    second.held = socket;

    assertEquals(3, SocketFinder.find(root, "test").length());
  }

  /** Nothing of a driver's may be called. */
  private static class Mute {
    @Override
    public boolean equals(Object other) {
      throw new AssertionError("equals was called");
    }

    @Override
    public int hashCode() {
      throw new AssertionError("hashCode was called");
    }

    @Override
    public String toString() {
      throw new AssertionError("toString was called");
    }
  }

  @SuppressWarnings("unused") // read by reflection
  private static class Base extends Mute {
    Object other;
    private Object secret;
  }

  private static final class Root extends Base {
    final List<Node> nodes = new ArrayList<>();
  }

  @SuppressWarnings("unused")
  private static final class Other extends Base {
    private final Root root;

    Other(Root root) {
      this.root = root;
    }
  }

  @SuppressWarnings("unused")
  private static final class Node extends Base {
    Object back;
    Node next;
    Object held;
  }

  @SuppressWarnings("unused")
  private static final class Tree extends Mute {
    final Tree[] children = new Tree[1];
    final Object c1;
    final Object c2;
    final Object c3;
    final Object c4;
    final Object c5;
    Object held;

    Tree(int depth) {
      boolean inner = depth > 1;
      c1 = inner ? new Tree(depth - 1) : null;
      c2 = inner ? new Tree(depth - 1) : null;
      c3 = inner ? new Tree(depth - 1) : null;
      c4 = null;
      c5 = inner ? new Tree(depth - 1) : null;
      children[0] = (Tree) c5;
    }
  }
}
