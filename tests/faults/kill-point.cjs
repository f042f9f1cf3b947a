// Loaded into a client before its own code (`electron -r`): names every step of a refresh that leaves the process or
// touches the disk, and can end the process at one of them as `kill -9` does. Nothing of the product knows of it.
//
// FAULT_STEPS=FILE     appends "<name> <microseconds since the step before>" at every step
// FAULT_KILL_AT=N NAME SIGKILL when a step of that name is reached for the N-th time (counted from 1) …
// FAULT_KILL_AFTER=US  … or that many microseconds later, from a thread of its own …
// FAULT_KILL_BY=NAME   … but before the step of that name that comes next is taken
const fs = require("node:fs");
const { syncBuiltinESMExports } = require("node:module");
const { Worker } = require("node:worker_threads");
const { net, utilityProcess } = require("electron");

const { FAULT_STEPS, FAULT_KILL_AT, FAULT_KILL_AFTER, FAULT_KILL_BY } = process.env;
const { appendFileSync } = fs;
const killAfter = Number(FAULT_KILL_AFTER ?? 0);
const waitAndKill = `
const { workerData } = require("node:worker_threads");
Atomics.wait(workerData.go, 0, 0);
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, workerData.us / 1000);
process.kill(process.pid, "SIGKILL");`;
const go = new Int32Array(new SharedArrayBuffer(4));

const [, killNth = "1", killName] = /^(\d+) (.*)$/u.exec(FAULT_KILL_AT ?? "") ?? [];
let met = 0;
let last = performance.now();

/** @param {string} name */
function reached(name) {
  if (met >= Number(killNth) && name === FAULT_KILL_BY) process.kill(process.pid, "SIGKILL");
  if (name === killName) met += 1;
  if (name === killName && met === Number(killNth)) {
    if (killAfter === 0) process.kill(process.pid, "SIGKILL");
    Atomics.store(go, 0, 1);
    Atomics.notify(go, 0);
  }
  if (FAULT_STEPS === undefined) return;
  const now = performance.now();
  appendFileSync(FAULT_STEPS, `${name} ${Math.round((now - last) * 1000)}\n`);
  last = performance.now();
}

/** Which of the session's files a path is; null = none. */
function fileOf(path) {
  const name = String(path).split("/").at(-1) ?? "";
  if (name === "refresh.lock") return "lock";
  if (name.startsWith("refresh.lock")) return "lock in the making";
  if (!name.startsWith("session.json")) return null;
  return name.includes(".bak") ? "second copy" : "record";
}

function before(object, method, what) {
  const original = object[method];
  object[method] = function (...args) {
    const file = fileOf(args[0]);
    if (file !== null) reached(`${file}: ${what}`);
    return original.apply(this, args);
  };
}

/** Entry names hold a hash: what is in the name is which of the three it is. */
function entryOf(key) {
  if (key === "probe") return "probe";
  return key.endsWith(":pending") ? "pending" : "current";
}

/** What the client empties it overwrites. */
function callOf({ call, secret }) {
  return secret?.startsWith("emptied-") ? "empty" : call;
}

if ((FAULT_STEPS ?? FAULT_KILL_AT) !== undefined) {
  if (killAfter > 0) new Worker(waitAndKill, { eval: true, workerData: { go, us: killAfter } }).unref();
  before(fs.promises, "writeFile", "write");
  before(fs.promises, "link", "link");
  before(fs.promises, "rename", "rename");
  before(fs.promises, "rm", "remove");
  const { open } = fs.promises;
  fs.promises.open = async (...args) => {
    const file = fileOf(args[0]);
    if (file === null) return open(...args);
    reached(`${file}: open`);
    const handle = await open(...args);
    for (const [method, what] of [
      ["writeFile", "write"],
      ["sync", "sync"],
    ]) {
      const original = handle[method];
      handle[method] = (...rest) => {
        reached(`${file}: ${what}`);
        return original.apply(handle, rest);
      };
    }
    return handle;
  };

  const { fork } = utilityProcess;
  utilityProcess.fork = (...args) => {
    const child = fork(...args);
    const { postMessage } = child;
    const asked = new Map();
    child.postMessage = (message) => {
      const what = `${callOf(message)} ${entryOf(message.key)}`;
      asked.set(message.id, what);
      reached(`keychain: ${what}`);
      postMessage.call(child, message);
    };
    child.on("message", ({ id }) => reached(`keychain: ${asked.get(id)} is done`));
    return child;
  };
  syncBuiltinESMExports();

  const { request } = net;
  net.request = (options) => {
    const asking = request.call(net, options);
    if (new URL(options.url).pathname !== "/token") return asking;
    const step = (name) => reached(`token request: ${name}`);
    step("made");
    const { end } = asking;
    asking.end = (...rest) => {
      step("being sent");
      return end.apply(asking, rest);
    };
    asking.on("finish", () => step("sent"));
    asking.on("response", (answer) => {
      step("answer begins");
      answer.on("end", () => step("answer is there"));
    });
    return asking;
  };
}
