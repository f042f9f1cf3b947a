import { useSyncExternalStore } from "react";
import { TOPICS, type Topic } from "./checks/topics.ts";

export type Route = "status" | "consent" | "guide" | "settings" | "about" | "checks" | `checks/${Topic}`;

const ROUTES: readonly Route[] = [
  "status",
  "consent",
  "guide",
  "settings",
  "about",
  "checks",
  ...TOPICS.map((topic) => `checks/${topic}` as const),
];

/** Which view an address names by its hash; anything unknown is the status window. */
export function routeOf(hash: string): Route {
  const name = hash.replace(/^#\/?/u, "");
  return ROUTES.find((route) => route === name) ?? "status";
}

export function useRoute(): Route {
  return useSyncExternalStore(
    (changed) => {
      window.addEventListener("hashchange", changed);
      return () => window.removeEventListener("hashchange", changed);
    },
    () => routeOf(window.location.hash),
  );
}
