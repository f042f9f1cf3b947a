import { z } from "zod";
import { MANUALS } from "../../src/core/service/manuals.ts";
import { connectionPage } from "../pages/connection.ts";
import type { LoginMessage } from "../pages/login.ts";
import { connectionIdField, connectionIdProblem } from "../people/connection-id.ts";
import { askOutside, takeOutsideAnswer } from "../people/federation.ts";
import type { User } from "../state/organisation-schema.ts";
import { formRoute } from "../visit/form-route.ts";
import { goTo, notFound, show, showStale, type Visit } from "../visit/visit.ts";
import { type UpstreamMethod, upstreamsOf } from "../web/origins.ts";
import { passed } from "./passed.ts";

/** A login by an outside account: `/federated/<method>?login=<interaction>` asks the provider, and takes its answer. */
export async function federatedRoute(visit: Visit): Promise<void> {
  const name = visit.url.pathname.slice("/federated/".length);
  const method = upstreamsOf(visit.service).find((candidate) => candidate === name);
  if (method === undefined) return notFound(visit);
  const uid = visit.url.searchParams.get("login") ?? "";
  const interaction = await visit.tenant.provider.Interaction.find(uid);
  if (interaction === undefined) return showStale(visit);
  const answer = takeOutsideAnswer(visit, method);
  if (answer === null) {
    const back = `/federated/${method}?${new URLSearchParams({ login: uid })}`;
    if (method !== "active-directory") return askOutside(visit, method, back);
    return connectionRoute(visit, back);
  }
  const backWith = (message: LoginMessage) => {
    visit.state.record({ service: visit.service, type: "login", outcome: message, host: visit.role, method });
    goTo(visit, `/login/${uid}?${new URLSearchParams({ note: message })}`);
  };
  if (answer.kind !== "account") return backWith(answer.kind);
  const user = linkedUser(visit, method, answer.sub);
  if (user === undefined) return backWith("unlinked");
  const client = String(interaction.params.client_id);
  await passed(visit, { uid, client, user, first: "federated" });
}

/** Whose method this outside account is. A contract holder's is never Active Directory (facts A39). */
function linkedUser({ state, service }: Visit, method: UpstreamMethod, sub: string): User | undefined {
  return state.users.find(
    (user) =>
      user.service === service &&
      user.method === method &&
      user.external === sub &&
      !user.invited &&
      (method !== "active-directory" ||
        user.role !== "contractor" ||
        MANUALS[service].activeDirectory?.holderMayChoose === true),
  );
}

const connectionFields = z.object({ connection: connectionIdField });

/** 接続IDの入力: which company's Active Directory is to be asked (facts A43). A contract's own login URL has said so. */
async function connectionRoute(visit: Visit, back: string): Promise<void> {
  const fromUrl = visit.url.searchParams.get("connection");
  if (visit.method !== "POST" && fromUrl !== null && connectionIdProblem(visit, fromUrl) === null)
    return askOutside(visit, "active-directory", back);
  await formRoute(visit, {
    fields: connectionFields,
    page: (form) => show(visit, "connection", connectionPage(visit.service, form, back)),
    accept({ connection }) {
      const problem = connectionIdProblem(visit, connection);
      if (problem !== null) return { connection: problem };
      askOutside(visit, "active-directory", back);
      return null;
    },
  });
}
