import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import {
  managedPolicy,
  type Office,
  openOffice,
  Person,
  seesLoginWindows,
} from "../../tests/support/office.ts";
import type { RunningClient } from "../../tests/support/running-client.ts";
import { until } from "../../tests/support/wait.ts";
import { drawTray } from "./draw-tray.ts";
import { readKeychain } from "./read-keychain.ts";

/** The stage: what the steps hand on to each other. */
export type Scene = {
  readonly office: Office;
  readonly folder: string;
  client: RunningClient | null;
  person: Person | null;
  firstLoginActions: number;
  laterActions: number;
  managedActions: number;
};

export type Step = {
  readonly id: string;
  readonly title: string;
  /** Plays the step and says what was seen; throws when it didn't happen. `name` is the screenshot's. */
  readonly play: (scene: Scene, name: string) => Promise<string>;
};

const WAIT_MS = 20_000;

/** A new office PC, from the first start to the login after a logout. */
export const STEPS: readonly Step[] = [
  {
    id: "startup-login",
    title: "PC起動: ログイン画面が開く / PC start: the login window opens",
    play: async (scene, name) => {
      scene.client = await scene.office.startPc();
      scene.person = new Person(scene.client);
      const page = await scene.person.loginPage();
      await picture(scene, name, page);
      return `${new URL(page.url()).host}: ${await page.title()}`;
    },
  },
  {
    id: "credentials",
    title: "メールアドレスとパスワードを入力してログイン / mail and password typed, login pressed",
    play: async (scene, name) => {
      const page = await acting(scene).loginPage();
      await acting(scene).typeAndLogIn(scene.office.account);
      const consent = await running(scene).page(
        "the operator's page",
        (one) => one.url().includes("/kaisen/notice"),
        WAIT_MS,
      );
      await picture(scene, name, consent);
      return `${page === consent ? "same window" : "another window"}: ${await consent.title()}`;
    },
  },
  {
    id: "consent-question",
    title: "回線情報通知: 確認パネルが出る / line notice: the client asks once",
    play: async (scene, name) => {
      const panel = await acting(scene).consentPanel();
      await picture(scene, name, panel);
      const given = await scene.office.events({ type: "consent", outcome: "notified" });
      assert.equal(given.length, 0, "consent was given before anybody was asked");
      return (await panel.getByRole("heading").first().textContent()) ?? "";
    },
  },
  {
    id: "consent-driven",
    title: "1回押すと、通知する・今後表示しない・決定を代わりに操作 / one press, and the page is driven",
    play: async (scene) => {
      await acting(scene).consent();
      const given = await until("the operator got the yes", async () => {
        const events = await scene.office.events({ type: "consent", outcome: "notified" });
        return events.length > 0 ? events : null;
      });
      assert.equal(given.length, 1, "pressed more than once");
      scene.firstLoginActions = acting(scene).actions.length;
      return acting(scene).actions.join(" → ");
    },
  },
  {
    id: "duplicate-closed",
    title: "重複したログイン画面を閉じる / the duplicate login dialog is closed",
    play: async (scene) => {
      await until(
        "the broken return",
        async () => (await scene.office.events({ type: "broken-return" })).length > 0,
      );
      // On a busy PC the login may be over, and the dialog closed, before its page has come.
      const dialogs = await until("the duplicate dialog was opened, or the login is over", async () => {
        const shown = await scene.office.events({ type: "page", screen: "drive-login" });
        const { state } = await running(scene).status();
        return shown.length > 0 || state === "online" ? shown : null;
      });
      await seesLoginWindows(running(scene), 0);
      return `図2 came ${dialogs.length}×, open now: 0`;
    },
  },
  {
    id: "login-finished",
    title: "ログインをやり直して完了 / the authorization is restarted and finished",
    play: async (scene, name) => {
      const status = await running(scene).statusWhere("online", (one) => one.state === "online");
      const requests = await scene.office.events({ type: "authorize", client: "storage-drive" });
      assert.ok(requests.length >= 2, "the authorization wasn't started anew");
      await trayPicture(scene, name);
      return `online as ${status.account?.mail ?? status.account?.sub}, ${requests.length} authorization requests, nothing typed twice`;
    },
  },
  {
    id: "token-in-keychain",
    title: "リフレッシュトークンはOSのキーチェーンに / the refresh token is in the OS keychain",
    play: async (scene) => {
      const status = await running(scene).status();
      assert.equal(status.tokenStore, "ok");
      const found = await readKeychain(scene.office);
      assert.ok(found > 20, "no token in the keychain");
      return `read back from the keychain by another process: ${found} characters (not shown)`;
    },
  },
  {
    id: "silent-restart",
    title: "PC再起動: 画面なしでログイン済み / restart: logged in without a window",
    play: async (scene, name) => {
      await running(scene).quit();
      await scene.office.mark();
      scene.client = await scene.office.startPc();
      const status = await scene.client.statusWhere("online", (one) => one.state === "online");
      const tokens = await scene.office.events({ type: "token" });
      assert.equal(tokens.length, 1, `${tokens.length} token requests`);
      assert.deepEqual(status.windows, [], "a window was open");
      assert.equal((await scene.office.events({ type: "authorize" })).length, 0, "the login window was used");
      await trayPicture(scene, name);
      return "online, 1 token request, 0 windows";
    },
  },
  {
    id: "logout",
    title: "トレイからログアウト / logout from the tray",
    play: async (scene, name) => {
      await running(scene).menu("ログアウト");
      await running(scene).statusWhere("signed out", (one) => one.state === "signed-out");
      await trayPicture(scene, name);
      return "signed out, the session rests";
    },
  },
  {
    id: "tray-login",
    title: "トレイのログイン: 入力なしで再開 / tray ログイン: back online with nothing typed",
    play: async (scene, name) => {
      await scene.office.mark();
      await running(scene).menu("ログイン");
      const status = await running(scene).statusWhere("online", (one) => one.state === "online");
      assert.deepEqual(status.windows, [], "a window was open");
      assert.equal((await scene.office.events({ type: "page" })).length, 0, "a page was shown");
      await trayPicture(scene, name);
      return "online, nothing typed, 0 windows";
    },
  },
  {
    id: "status-window",
    title: "状態ウィンドウ / the status window",
    play: async (scene, name) => {
      await running(scene).menu("状態を表示");
      const page = await running(scene).page("the status window", (one) => one.url().includes("#/status"));
      await page.getByRole("status").first().waitFor();
      await picture(scene, name, page);
      await running(scene).quit();
      return (await page.isClosed()) ? "shown, and the client ended cleanly" : "shown";
    },
  },
  {
    id: "managed-pc",
    title: "管理されたPC: パスワードとログインだけ / a managed PC: a password and ログイン",
    play: async (scene, name) => {
      const { id, service } = scene.office;
      await service.admin.reset();
      const office = await openOffice({ id, service, policy: managedPolicy(scene.office) });
      try {
        return await managedLogin(scene, office, name);
      } finally {
        await office.close();
      }
    },
  },
];

/** The first login on a new PC whose IT says who logs in and consented for the contract. */
async function managedLogin(scene: Scene, office: Office, name: string): Promise<string> {
  const client = await office.startPc();
  const person = new Person(client);
  await picture(scene, `${name}-login`, await person.loginPage());
  await person.passwordAndLogIn(office.account);
  await client.statusWhere("online", (one) => one.state === "online");
  const given = await office.events({ type: "consent", outcome: "notified" });
  assert.equal(given.length, 1, "the operator wasn't told once");
  const approved = "回線情報通知に「通知する」と回答しました";
  await until("the person is told who approved it", async () =>
    (await client.notifications()).some(({ title }) => title.includes(approved)),
  );
  await client.pressTray();
  const page = await client.page("the status window", (one) => one.url().includes("#/status"));
  await page.getByText("情報システム部 鈴木").waitFor();
  await picture(scene, name, page);
  scene.managedActions = person.actions.length;
  await client.quit();
  return person.actions.join(" → ");
}

function running(scene: Scene): RunningClient {
  assert.ok(scene.client, "no client is running");
  return scene.client;
}

function acting(scene: Scene): Person {
  assert.ok(scene.person, "nobody is at the PC");
  return scene.person;
}

/** What a panel would show, drawn from what the client put on the bus. */
async function trayPicture(scene: Scene, name: string): Promise<void> {
  writeFileSync(join(scene.folder, `${name}.png`), drawTray(await running(scene).tray()));
}

async function picture(scene: Scene, name: string, page: Page): Promise<void> {
  await page.screenshot({ path: join(scene.folder, `${name}.png`) });
}
