import type { ja } from "./ja.ts";

/** The same keys with any texts. */
export type Same<T> = { readonly [K in keyof T]: T[K] extends string ? string : Same<T[K]> };

/** What a language must have: exactly what Japanese, the first one, has. */
export type Texts = Same<typeof ja>;

type Path<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${Path<T[K]>}`;
}[keyof T & string];

/** Every text's key: `state.online`, `error.AUTH_LOCKED.title`. */
export type TextKey = Path<typeof ja>;

type At<T, K extends string> = K extends `${infer Head}.${infer Rest}`
  ? Head extends keyof T
    ? At<T[Head], Rest>
    : never
  : K extends keyof T
    ? T[K]
    : never;

type Names<S> = S extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Names<Rest> : never;

/** The variables that a text needs, read off the Japanese text itself. */
export type Variables<K extends TextKey> = Names<At<typeof ja, K>>;
