// What Electron 25 (Node 18.15, Chrome 114) lacks of what the sources and their libraries ask for. Loaded first by every
// bundle for it; nothing here is packaged.

/** Adds what is missing, as the language would: writable, not enumerable. */
function add(target, members) {
  for (const name of Reflect.ownKeys(members))
    if (!(name in target))
      Object.defineProperty(target, name, { value: members[name], writable: true, configurable: true });
}

add(Promise, {
  withResolvers() {
    const made = {};
    made.promise = new this((resolve, reject) => Object.assign(made, { resolve, reject }));
    return made;
  },
  try(work, ...args) {
    return new this((resolve) => resolve(work(...args)));
  },
});
add(Array.prototype, {
  toSorted(compare) {
    return [...this].sort(compare);
  },
  toReversed() {
    return [...this].reverse();
  },
  toSpliced(...args) {
    const copy = [...this];
    copy.splice(...args);
    return copy;
  },
  with(index, value) {
    return Object.assign([...this], { [index < 0 ? this.length + index : index]: value });
  },
});
const grouped = (made, read, write) => (items, by) => {
  const groups = made();
  let index = 0;
  for (const item of items) {
    const key = by(item, index++);
    const group = read(groups, key);
    if (group === undefined) write(groups, key, [item]);
    else group.push(item);
  }
  return groups;
};
add(Object, {
  groupBy: grouped(
    () => Object.create(null),
    (groups, key) => groups[key],
    (groups, key, group) => (groups[key] = group),
  ),
});
add(Map, {
  groupBy: grouped(
    () => new Map(),
    (groups, key) => groups.get(key),
    (groups, key, group) => groups.set(key, group),
  ),
});
add(Set.prototype, {
  union(other) {
    return new Set([...this, ...other.keys()]);
  },
  intersection(other) {
    return new Set([...this].filter((one) => other.has(one)));
  },
  difference(other) {
    return new Set([...this].filter((one) => !other.has(one)));
  },
  isSubsetOf(other) {
    return [...this].every((one) => other.has(one));
  },
});
const iterator = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
add(globalThis, { Iterator: Object.assign(function Iterator() {}, { prototype: iterator }) });
add(iterator, {
  *map(change) {
    let index = 0;
    for (const one of this) yield change(one, index++);
  },
  *filter(fits) {
    let index = 0;
    for (const one of this) if (fits(one, index++)) yield one;
  },
  *take(count) {
    if (count <= 0) return;
    for (const one of this) {
      yield one;
      if (--count === 0) return;
    }
  },
  forEach(work) {
    let index = 0;
    for (const one of this) work(one, index++);
  },
  some(fits) {
    for (const one of this) if (fits(one)) return true;
    return false;
  },
  every(fits) {
    for (const one of this) if (!fits(one)) return false;
    return true;
  },
  find(fits) {
    for (const one of this) if (fits(one)) return one;
    return undefined;
  },
  reduce(...args) {
    return [...this].reduce(...args);
  },
  toArray() {
    return [...this];
  },
});
add(String.prototype, {
  isWellFormed() {
    return !/\p{Surrogate}/u.test(this);
  },
  toWellFormed() {
    return this.replace(/\p{Surrogate}/gu, "\uFFFD");
  },
});
add(Symbol, { dispose: Symbol.for("nodejs.dispose"), asyncDispose: Symbol.for("nodejs.asyncDispose") });
add(URL, {
  parse(...args) {
    try {
      return new URL(...args);
    } catch {
      return null;
    }
  },
  canParse(...args) {
    return URL.parse(...args) !== null;
  },
});
add(AbortSignal, {
  any(signals) {
    const any = new AbortController();
    const aborted = signals.find((one) => one.aborted);
    if (aborted) any.abort(aborted.reason);
    else
      for (const one of signals)
        one.addEventListener("abort", () => any.abort(one.reason), { once: true, signal: any.signal });
    return any.signal;
  },
});
add(globalThis, {
  crypto: require("node:crypto").webcrypto,
  File: require("node:buffer").File,
  CustomEvent: class CustomEvent extends Event {
    constructor(type, options = {}) {
      super(type, options);
      this.detail = options.detail ?? null;
    }
  },
});

if (process.type === "browser") {
  // The details of `login` call it by its former name.
  require("electron").app.on("web-contents-created", (_created, contents) => {
    contents.prependListener("login", (_event, details) => {
      details.isRequestForNavigation ??= details.isMainFrame;
    });
  });
}
