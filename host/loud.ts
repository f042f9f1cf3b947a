/** What the host lacks throws by name, properties and event names alike; silence would look like Electron working. */
import { EventEmitter } from "node:events";

// biome-ignore lint/suspicious/noExplicitAny: CDP messages, and overloads of electron.d.ts that no single signature states
export type Loose = any;

/** A list of names, written as text so that a budget reads in a glance. */
export const words = (text: string): string[] => text.trim().split(/\s+/);

export class NotInHost extends Error {
  constructor(what: string) {
    super(`NotInHost: ${what}`);
    this.name = "NotInHost";
  }
}

/** Names that the language, Node or a test runner asks of any object. */
const askedOfEverything = words("then toJSON inspect constructor nodeType domain asymmetricMatch $$typeof");

function loudEnd(end: object, name: string): object {
  return new Proxy(end, {
    get(target, key, receiver) {
      if (typeof key === "symbol" || key in target || askedOfEverything.includes(key))
        return Reflect.get(target, key, receiver);
      throw new NotInHost(`${name}.${key}`);
    },
  });
}

/** An emitter that knows its event names: listening to another one throws, as the event would never come. */
export class HostEmitter extends EventEmitter {
  readonly #name: string;
  readonly #events: readonly string[];
  constructor(name: string, events: readonly string[]) {
    super();
    this.#name = name;
    this.#events = events;
  }
  /** Node's once() comes through here as well. */
  override on(event: Loose, listener: (...args: Loose[]) => void): Loose {
    if (!this.#events.includes(event)) throw new NotInHost(`${this.#name} event '${String(event)}'`);
    return super.on(event, listener);
  }
  override addListener(event: Loose, listener: (...args: Loose[]) => void): Loose {
    return this.on(event, listener);
  }
}

/** Makes unknown properties of a class's instances and of the class itself throw. Call once, right after the class. */
export function loudClass(made: { prototype: object }, name: string): void {
  Object.setPrototypeOf(made.prototype, loudEnd(Object.getPrototypeOf(made.prototype), name));
  Object.setPrototypeOf(made, loudEnd(Object.getPrototypeOf(made), name));
}

/** The same for a plain object. */
export function loudObject<T extends object>(made: T, name: string): T {
  return Object.setPrototypeOf(made, loudEnd(Object.prototype, name));
}

/** Throws for an option that the host doesn't know (an ignored `sandbox: false` would be worse than a crash). */
export function onlyKnown(given: object, known: readonly string[], where: string): void {
  for (const key of Object.keys(given)) if (!known.includes(key)) throw new NotInHost(`${where}.${key}`);
}

type HostEvent<T extends object> = T & { readonly defaultPrevented: boolean; preventDefault(): void };

/** An event object as Electron hands it out: the details and `preventDefault()`. */
export function hostEvent<T extends object>(details?: T): HostEvent<T> {
  let prevented = false;
  const preventDefault = (): void => {
    prevented = true;
  };
  const event = { ...details, preventDefault };
  Object.defineProperty(event, "defaultPrevented", { get: () => prevented, enumerable: true });
  return loudObject(event, "event") as Loose;
}
