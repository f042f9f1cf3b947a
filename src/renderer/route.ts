import { useSyncExternalStore } from "react";

export type Route = "status" | "consent" | "settings" | "about";

/** Which view an address names by its hash; anything unknown is the status window. */
export function routeOf(hash: string): Route {
  const name = hash.replace(/^#\/?/u, "");
  return name === "consent" || name === "settings" || name === "about" ? name : "status";
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
