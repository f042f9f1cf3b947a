// Loaded before everything else by each Node on Wine 8: that one doesn't know after how long an idle connection is to be
// looked after (TCP_KEEPIDLE), and Node then gives up a connection that asks for it, as all of `fetch` do.
const { Socket } = require("node:net");

Socket.prototype.setKeepAlive = function setKeepAlive() {
  return this;
};
