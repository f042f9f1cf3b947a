import type { DecidedBy } from "../../shared/locked.ts";

/** Who decided a value; later ones win. */
export const LAYERS = [
  "default",
  "profile",
  "installer",
  "user-settings",
  "user-policy",
  "machine-policy",
] as const satisfies readonly DecidedBy[];
export type LayerName = (typeof LAYERS)[number];

export type Layer<T> = {
  readonly name: LayerName;
  readonly values: { readonly [K in keyof T]?: T[K] | undefined };
};

/** What a layer said that another one overruled. */
export type Beaten<T> = { readonly value: T; readonly origin: LayerName };

export type Sourced<T> = {
  readonly value: T;
  readonly origin: LayerName;
  /** What weaker layers said, the strongest first; the default isn't named. */
  readonly beaten: readonly Beaten<T>[];
};

/** Every value with the layer that decided it. Undefined means: says nothing. The order of `given` doesn't matter. */
export function layered<T extends object>(
  defaults: T,
  given: readonly Layer<T>[],
): { readonly [K in keyof T]: Sourced<T[K]> } {
  const strongestFirst = given.toSorted((a, b) => LAYERS.indexOf(b.name) - LAYERS.indexOf(a.name));
  const decided = <K extends keyof T>(key: K): Sourced<T[K]> => {
    const said = strongestFirst.flatMap(({ name, values }): Beaten<T[K]>[] => {
      const value: T[K] | undefined = values[key];
      return value === undefined ? [] : [{ value, origin: name }];
    });
    const [winner, ...beaten] = said;
    return winner === undefined
      ? { value: defaults[key], origin: "default", beaten: [] }
      : { ...winner, beaten };
  };
  const keys = Object.keys(defaults) as (keyof T)[];
  // Each key with its own value, which `Object.fromEntries` can't say in types.
  return Object.fromEntries(keys.map((key) => [key, decided(key)])) as { [K in keyof T]: Sourced<T[K]> };
}

/** True for what only IT can change. */
export function isFixed(origin: LayerName): origin is "user-policy" | "machine-policy" {
  return origin === "user-policy" || origin === "machine-policy";
}
