package io.dbkeepalive.tests.proof;

import io.dbkeepalive.tests.support.TcpProxy.Cut;
import io.dbkeepalive.tests.support.TcpProxy.Moment;

/** How and when a connection is lost. */
enum CutKind {
  /** The request does not arrive. */
  BEFORE_REQUEST(Moment.BEFORE_REQUEST, Cut.RST),
  /** The request ran, its reply does not arrive. */
  REPLY_LOST(Moment.BEFORE_REPLY, Cut.RST),
  /** The request ran, a part of its reply arrives. */
  INSIDE_REPLY(Moment.INSIDE_REPLY, Cut.FIN),
  /** The client's kernel knows of the loss before the call. */
  IDLE_FIN(null, Cut.FIN),
  IDLE_RST(null, Cut.RST),
  /** The request is swallowed; nothing is closed. */
  SILENCE(Moment.BEFORE_REQUEST, Cut.SILENCE),
  /** The request ran, its reply is swallowed; nothing is closed. */
  SILENT_REPLY(Moment.BEFORE_REPLY, Cut.SILENCE);

  /** Null while idle. */
  final Moment moment;

  final Cut cut;

  CutKind(Moment moment, Cut cut) {
    this.moment = moment;
    this.cut = cut;
  }

  /** Whether it happens before a call, not at one of its requests. */
  boolean isIdle() {
    return moment == null;
  }

  /** Whether only a time-out of the driver ends it. */
  boolean isSilent() {
    return cut == Cut.SILENCE;
  }
}
