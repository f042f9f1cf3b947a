import { z } from "zod";
import { accessPathConfirmPage, accessPathDonePage, accessPathPage } from "../pages/access-path.ts";
import type { User } from "../state/organisation-schema.ts";
import { formRoute } from "../visit/form-route.ts";
import { goTo, show, type Visit } from "../visit/visit.ts";
import { formState } from "../web/form.ts";

const fields = z.object({
  path: z.enum(["both", "line-only"], "アクセス経路を選択してください。"),
});

/** B24, codec's B25: chooses; B26 asks before anything is changed. */
export async function accessPathRoute(visit: Visit): Promise<void> {
  const { state, service } = visit;
  const { accessPath } = state.contract(service);
  await formRoute(visit, {
    fields,
    page: (form) => show(visit, "access-path", accessPathPage(service, form, accessPath)),
    accept({ path }) {
      if (path === accessPath) return { path: "いまの設定と同じです。" };
      const page = accessPathConfirmPage(service, formState(visit), { from: accessPath, to: path });
      show(visit, "access-path-confirm", page);
      return null;
    },
  });
}

/** B26 answered, B27: for every user of the contract (facts A14). */
export async function accessPathConfirmRoute(visit: Visit, user: User): Promise<void> {
  const { state, service, origins } = visit;
  await formRoute(visit, {
    once: true,
    fields,
    page: () => goTo(visit, `${origins.contract}/access-path`),
    accept({ path }) {
      setAccessPath(visit, user, path);
      show(visit, "access-path-done", accessPathDonePage(service, state.contract(service).accessPath));
      return null;
    },
  });
}

/** For the whole contract; from the menu or from the console (facts A15). */
export function setAccessPath({ state, service }: Visit, user: User, path: "both" | "line-only"): void {
  state.contracts.set(service, { ...state.contract(service), accessPath: path });
  state.record({ service, type: "credential", outcome: "access-path-changed", sub: user.sub, path });
}
