// What the login window's main process calls in a page, one at a time.
export { choose, leads, outgoing, press } from "./answer.ts";
export { fill } from "./fill.ts";
export { take } from "./snapshot.ts";
