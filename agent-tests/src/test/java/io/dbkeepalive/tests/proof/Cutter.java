package io.dbkeepalive.tests.proof;

import io.dbkeepalive.tests.support.KernelSockets;
import io.dbkeepalive.tests.support.TcpProxy;
import io.dbkeepalive.tests.support.TcpProxy.Request;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts one run at its point, or notes the points at which it could be cut. It is told of each JDBC
 * call of the application; all but {@link #isDue} is called by the application's thread.
 */
final class Cutter {
  private final TcpProxy proxy;
  private final CutPoint point;
  private final List<CutPoint> points = new ArrayList<>();
  private int calls;
  private int exchangesBefore;

  // written by the application's thread before the request that a connection's thread then sees
  private volatile String kindNow = "";
  private volatile int dueAt;
  // null until it was cut
  private volatile String kindCut;

  /**
   * @param point null to cut nothing
   */
  Cutter(TcpProxy proxy, CutPoint point) {
    this.proxy = proxy;
    this.point = point;
  }

  void before(String kind) {
    calls++;
    kindNow = kind;
    exchangesBefore = proxy.exchanges();
    if (point == null || calls != point.call()) {
      return;
    }
    if (point.kind().isIdle()) {
      kindCut = kind;
      KernelSockets.cut(proxy, point.kind().cut);
    } else {
      dueAt = exchangesBefore + point.exchange();
      var unused = proxy.cutAt(point.kind().moment, point.kind().cut, this::isDue);
    }
  }

  void after() {
    for (int i = 1; i <= proxy.exchanges() - exchangesBefore; i++) {
      for (CutKind kind : CutKind.values()) {
        if (i == 1 || !kind.isIdle()) {
          points.add(new CutPoint(kind, calls, i));
        }
      }
    }
  }

  /** Asked by the threads of the proxy. */
  private boolean isDue(Request request) {
    if (request.exchange() < dueAt) {
      return false;
    }
    kindCut = kindNow;
    return true;
  }

  /** The kind of call at which the connection was cut; null if it was not. */
  String kindCut() {
    return kindCut;
  }

  /** Where the run that is over could have been cut. */
  List<CutPoint> points() {
    return List.copyOf(points);
  }
}
