/**
 * What the host puts into pages. These functions are sent as text: each is complete in itself, and none sees this
 * module's scope.
 */
import type { Loose } from "./loud.ts";

/** Main world: a denied window.open() must give the opener `null` (the denied pop-up carries a mark, see engine.ts). */
function denyOpenWithNull(): void {
  window.open = new Proxy(window.open, {
    apply(target, self, args) {
      const opened = Reflect.apply(target, self, args);
      try {
        if (opened?.__hostDenied) return null;
      } catch {
        // another origin's window: not denied
      }
      return opened;
    },
  });
}

/** Isolated world `host-title`: reports the document's title; CDP's targetInfoChanged has wrong ones. */
function watchTitle(): void {
  if (window.top !== window) return;
  let last: string | undefined;
  const report = (): void => {
    if (document.title === last) return;
    last = document.title;
    (globalThis as Loose).__hostTitle(last);
  };
  new MutationObserver(() => {
    if (last !== undefined || document.title !== "") report();
  }).observe(document, { subtree: true, childList: true, characterData: true });
  document.addEventListener("DOMContentLoaded", report);
}

/**
 * Both worlds: calls functions of the other world by synchronous events on a node that only the two know. What crosses
 * is copied as JSON; functions and promises cross as references.
 */
function peer(node: EventTarget, mine: string, theirs: string): { expose(name: string, api: unknown): void } {
  const kept = new Map<number, Loose>();
  const waiting = new Map<number, (message: Loose) => void>();
  let serial = 0;
  let reply: Loose;
  const post = (message: Loose): void => {
    node.dispatchEvent(new CustomEvent(theirs, { detail: JSON.stringify(message) }));
  };
  const keep = (value: Loose): number => {
    kept.set(++serial, value);
    return serial;
  };
  const text = (error: Loose): string => String(error?.message ?? error);
  const pack = (value: Loose): Loose => {
    if (typeof value === "function") return { f: keep(value) };
    if (typeof value?.then === "function") {
      const id = ++serial;
      value.then(
        (result: Loose) => post({ settle: id, r: pack(result) }),
        (error: Loose) => post({ settle: id, e: text(error) }),
      );
      return { p: id };
    }
    if (Array.isArray(value)) return { a: value.map(pack) };
    if (value && typeof value === "object")
      return { o: Object.entries(value).map(([key, item]) => [key, pack(item)]) };
    return value === undefined ? {} : { v: value };
  };
  const unpack = (packed: Loose): Loose => {
    if ("f" in packed)
      return (...args: Loose[]) => {
        post({ call: packed.f, args: pack(args) });
        const answer = reply;
        reply = undefined;
        if ("e" in answer) throw new Error(answer.e);
        return unpack(answer.r);
      };
    if ("p" in packed)
      return new Promise((resolve, reject) => {
        waiting.set(packed.p, (m) => ("e" in m ? reject(new Error(m.e)) : resolve(unpack(m.r))));
      });
    if ("a" in packed) return packed.a.map(unpack);
    if ("o" in packed)
      return Object.freeze(Object.fromEntries(packed.o.map(([key, item]: Loose) => [key, unpack(item)])));
    return packed.v;
  };
  node.addEventListener(mine, (event) => {
    const message = JSON.parse((event as CustomEvent).detail);
    if ("call" in message) {
      let answer: Loose;
      try {
        answer = { r: pack(kept.get(message.call)(...unpack(message.args))) };
      } catch (error) {
        answer = { e: text(error) };
      }
      post({ reply: answer });
    } else if ("reply" in message) reply = message.reply;
    else if ("settle" in message) {
      waiting.get(message.settle)?.(message);
      waiting.delete(message.settle);
    } else Object.defineProperty(window, message.expose, { value: unpack(message.api), enumerable: true });
  });
  return { expose: (name, api) => post({ expose: name, api: pack(api) }) };
}

/** Main world, before the page's scripts: waits for the preload's world to hand over the private node. */
function meetPreload(makePeer: typeof peer, secret: string): void {
  if (window.top !== window) return;
  const meet = (event: Event): void => {
    makePeer((event as MouseEvent).relatedTarget as EventTarget, "to-page", "to-preload");
  };
  document.addEventListener(secret, meet, { once: true });
}

/** Isolated world: runs the preload script with `require("electron")` giving contextBridge and ipcRenderer. */
function runPreload(
  makePeer: typeof peer,
  secret: string,
  preload: (require: Loose, module: Loose, exports: Loose) => void,
): void {
  if (window.top !== window) return;
  const node = document.createComment("");
  const bridge = makePeer(node, "to-preload", "to-page");
  document.dispatchEvent(new MouseEvent(secret, { relatedTarget: node }));
  const waiting = new Map<number, { resolve(v: unknown): void; reject(e: Error): void }>();
  const listeners: [string, (event: unknown, ...args: unknown[]) => void][] = [];
  let serial = 0;
  const loud = (name: string, api: object): object =>
    new Proxy(api, {
      get(target, key) {
        if (typeof key === "symbol" || key in target || key === "then") return Reflect.get(target, key);
        throw new Error(`NotInHost: ${name}.${key}`);
      },
    });
  const ipcRenderer = loud("ipcRenderer", {
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise((resolve, reject) => {
        waiting.set(++serial, { resolve, reject });
        (globalThis as Loose).__hostSend(JSON.stringify({ id: serial, channel, args }));
      }),
    on: (channel: string, listener: (event: unknown, ...args: unknown[]) => void) =>
      void listeners.push([channel, listener]),
    removeListener: (channel: string, listener: unknown) => {
      const at = listeners.findIndex((entry) => entry[0] === channel && entry[1] === listener);
      if (at >= 0) listeners.splice(at, 1);
    },
  });
  (globalThis as Loose).__hostReceive = (message: Loose): void => {
    if (message.channel !== undefined) {
      for (const [channel, listener] of [...listeners])
        if (channel === message.channel) listener({ sender: ipcRenderer }, ...message.args);
      return;
    }
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if ("error" in message) call?.reject(new Error(message.error));
    else call?.resolve(message.value);
  };
  const contextBridge = loud("contextBridge", {
    exposeInMainWorld: (name: string, api: unknown) => bridge.expose(name, api),
  });
  const electron = loud("electron", { contextBridge, ipcRenderer });
  const require = (name: string): object => {
    if (name === "electron") return electron;
    throw new Error(`NotInHost: preload require("${name}")`);
  };
  const module = { exports: {} };
  preload(require, module, module.exports);
}

export type PageScript = { readonly source: string; readonly worldName?: string };

export const preloadWorld = "host-preload";
export const titleWorld = "host-title";

/** The scripts of every window, in order; with the preload's text, the bridge as well. */
export function pageScripts(preload: string | undefined): PageScript[] {
  const scripts: PageScript[] = [
    { source: `(${denyOpenWithNull})()` },
    { source: `(${watchTitle})()`, worldName: titleWorld },
  ];
  if (preload === undefined) return scripts;
  const secret = JSON.stringify(`host-${crypto.randomUUID()}`);
  return [
    { source: `(${meetPreload})(${peer}, ${secret})` },
    ...scripts,
    {
      source: `(${runPreload})(${peer}, ${secret}, function (require, module, exports) {${preload}\n})`,
      worldName: preloadWorld,
    },
  ];
}
