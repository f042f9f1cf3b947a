/** Who decided a value; later ones win. */
export const LAYERS = [
  "default",
  "profile",
  "installer",
  "user-settings",
  "user-policy",
  "machine-policy",
] as const;
export type LayerName = (typeof LAYERS)[number];

export type Layer<T> = {
  readonly name: LayerName;
  readonly values: { readonly [K in keyof T]?: T[K] | undefined };
};

export type Sourced<T> = { readonly value: T; readonly origin: LayerName };

/** Every value with the layer that decided it. Undefined means: says nothing. The order of `given` doesn't matter. */
export function layered<T extends object>(
  defaults: T,
  given: readonly Layer<T>[],
): { readonly [K in keyof T]: Sourced<T[K]> } {
  const ordered = given.toSorted((a, b) => LAYERS.indexOf(a.name) - LAYERS.indexOf(b.name));
  const effective = { ...mapValues(defaults, (value) => ({ value, origin: "default" as LayerName })) };
  for (const { name, values } of ordered) {
    for (const key of Object.keys(defaults) as (keyof T)[]) {
      const value = values[key];
      if (value !== undefined) effective[key] = { value: value as T[typeof key], origin: name };
    }
  }
  return effective;
}

/** True for what only IT can change. */
export function isFixed(origin: LayerName): boolean {
  return origin === "user-policy" || origin === "machine-policy";
}

function mapValues<T extends object>(
  object: T,
  map: (value: T[keyof T]) => Sourced<T[keyof T]>,
): { [K in keyof T]: Sourced<T[K]> } {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, map(value as T[keyof T])]),
  ) as unknown as { [K in keyof T]: Sourced<T[K]> };
}
