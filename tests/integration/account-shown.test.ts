import { describe, expect, test } from "vitest";
import { statusText } from "../../cli/status-text.ts";
import { wordsIn } from "../../cli/words.ts";
import { PROFILES } from "../../src/core/service/profiles.ts";
import { SIGNED_OUT } from "../../src/main/client/samples.ts";
import { statusValue } from "../../src/main/command/handlers.ts";
import { SETTINGS, STATE } from "../../src/main/shell/samples.ts";
import { projectShell } from "../../src/main/shell/shell-view.ts";
import { type Bench, observe } from "../conformance/bench.ts";
import type { Bends } from "../conformance/misbehaving-provider.ts";
import { recordOf } from "../support/plain-session.ts";

// An account is shown by what people know it by; its number is for programs.

async function loggedIn(bends: Bends, scope: string, look: (bench: Bench) => Promise<object>) {
  const seen: object[] = [];
  await observe({
    name: "",
    provider: "",
    expected: {},
    profile: { scope },
    run: async (bench) => {
      bench.provider.misbehave(bends);
      await bench.login();
      seen.push(await look(bench));
      return {};
    },
  });
  return seen[0];
}

const account = async ({ session }: Bench) => (await recordOf(session))?.account ?? {};
const SCOPE = "openid offline_access";

describe("an account's name", () => {
  test.each<[string, object, object]>([
    ["preferred_username", { preferred_username: "hanako", name: "山田 花子" }, { name: "hanako" }],
    ["name", { name: "山田 花子" }, { name: "山田 花子" }],
    ["name, where preferred_username is null", { preferred_username: null, name: "花子" }, { name: "花子" }],
    ["name, where preferred_username is empty", { preferred_username: " ", name: "花子" }, { name: "花子" }],
    ["nothing", {}, {}],
    ["nothing, where all is odd", { preferred_username: 5, name: [], email: {} }, {}],
    ["nothing, where it is without end", { name: "x".repeat(100_000) }, {}],
  ])("is taken from the ID token: %s", async (_case, claims, known) => {
    const bends = { claims: (good: object) => ({ ...good, ...claims }) };
    expect(await loggedIn(bends, SCOPE, account)).toEqual({ sub: "hanako", mail: null, ...known });
  });

  test("is taken from UserInfo where the profile asks for it", async () => {
    const bends = { userInfo: (good: object) => ({ ...good, preferred_username: "hanako.y" }) };
    expect(await loggedIn(bends, `${SCOPE} profile`, account)).toMatchObject({ name: "hanako.y" });
    expect(await loggedIn(bends, SCOPE, account)).not.toHaveProperty("name");
  });

  test("stays known over a refresh that says nothing, and over a restart", async () => {
    const bends: Bends = {
      claims: (claims, grant) => (grant === "code" ? { ...claims, name: "花子" } : claims),
    };
    const kept = await loggedIn(bends, SCOPE, async (bench) => {
      await bench.refresh();
      return (await bench.session.restarted().tokens.open()) ?? {};
    });
    expect(kept).toMatchObject({ account: { sub: "hanako", name: "花子" } });
  });
});

describe("the status", () => {
  const view = (whose: object) =>
    projectShell({
      ...STATE,
      settings: {
        ...SETTINGS,
        service: "acme",
        language: "en",
        services: [{ id: "acme", name: "Acme Storage" }],
      },
      running: {
        profile: { ...PROFILES.omakase, id: "acme", name: "Acme Storage" },
        state: {
          ...SIGNED_OUT,
          session: {
            at: "signed-out",
            kept: { account: { sub: "7a1f", mail: null, ...whose }, rested: true },
            why: null,
          },
        },
      },
    });
  const text = (whose: object) => {
    const { shown, ...status } = statusValue(view(whose), []);
    return statusText(status, wordsIn("en"), "en", false, shown);
  };

  test.each([
    [{ mail: "hanako@office.example", name: "hanako" }, "hanako@office.example"],
    [{ name: "hanako" }, "hanako"],
    [{}, "7a1f"],
  ])("shows of %o what people know: %s", (whose, called) => {
    expect(text(whose)).toMatch(new RegExp(`^Account +${called}$`, "mu"));
  });

  test("shows the service's name, not its profile's id", () => {
    expect(text({})).toMatch(/^Service +Acme Storage$/mu);
  });

  test("keeps the shape that scripts read", () => {
    const { shown: _, ...value } = statusValue(view({ name: "hanako" }), []);
    expect(value).toMatchObject({ service: "acme", account: { sub: "7a1f", mail: null } });
    expect(value.account).not.toHaveProperty("name");
  });
});
