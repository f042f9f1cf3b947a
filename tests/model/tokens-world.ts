import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import type { Grant } from "../../src/core/ports.ts";
import type { Kept, LeaveLevel } from "../../src/core/session/session-state.ts";
import { RefreshError } from "../../src/main/session/refresh.ts";
import type { SessionTokens } from "../../src/main/session/tokens.ts";
import type { Call, Move } from "./tokens-moves.ts";
import { Run, startTokens, TokensPc } from "./tokens-pc.ts";

/** The real session's tokens on a PC whose keychain, disk and provider do what the moves say. */
export class TokensWorld {
  readonly pc = new TokensPc();
  readonly #folder: string;
  #starts = 0;
  #run: Run;
  #tokens: SessionTokens;
  /** Who is logged in, as this run has said. */
  #account: string | null = null;
  /** The grant that is used. */
  #active: number | null = null;
  /** A login or refresh of this run succeeded. */
  #live = false;
  /** The next start has to find it. */
  #mustResume = false;
  /** How often somebody asked for a session: what was asked for before isn't the last word. */
  #wishes = 0;
  /** Rest was the last word. */
  #restAsked = false;
  /** A disk that doesn't take that may lose the record instead. */
  #mayDrop = false;
  /** Left for good, and nobody has logged in since. */
  #left = false;
  /** Those that were to be left, and the next start may not know of it. */
  #leaving: number[] = [];
  /** Where the sequences went. */
  readonly seen = new Set<string>();

  constructor(folder: string) {
    this.#folder = folder;
    [this.#run, this.#tokens] = this.#started(this.pc);
  }

  #started(pc: TokensPc): [Run, SessionTokens] {
    this.#starts += 1;
    const run = new Run(pc, this.#starts);
    const tokens = startTokens(run, join(this.#folder, `lock-${this.#starts}`), (fields) => {
      for (const [name, value] of Object.entries(fields)) this.seen.add(`${name}: ${value}`);
      pc.provider.must(!JSON.stringify(fields).includes("tk-"), "a printed state holds a token");
    });
    return [run, tokens];
  }

  async play(move: Move): Promise<void> {
    switch (move.do) {
      case "call":
        await this.#call(move);
        break;
      case "restart":
        await this.#over([]);
        break;
      default:
        this.pc.become(move);
    }
    this.#kept();
  }

  /** Everything works again, and what had to wait is done. */
  async settle(): Promise<void> {
    this.pc.faults = [];
    this.pc.named = true;
    this.pc.keychain.asksBeforeWriting = false;
    this.pc.keychain.become("ok");
    await this.#begin({ do: "open" });
    for (let times = 0; times < 2; times += 1) await this.#begin({ do: "settle" });
    this.#must(!this.#tokens.unsettled(), "something is never done");
    this.#must(!this.#tokens.unkept(), "a session is never kept");
    this.#quiet();
    await this.#over([]);
    this.#kept();
  }

  async #call({ call, ends, meanwhile }: Extract<Move, { do: "call" }>): Promise<void> {
    const run = this.#run;
    run.left = ends ?? Number.POSITIVE_INFINITY;
    const gate = meanwhile === null ? null : run.stopAfter(meanwhile.after);
    const first = this.#begin(call);
    if (meanwhile !== null && gate !== null) {
      await Promise.race([gate.reached, first]);
      const second = this.#begin(meanwhile.call);
      await turn();
      gate.goOn();
      await Promise.all([first, second]);
    } else await first;
    run.left = Number.POSITIVE_INFINITY;
    if (call.do === "forget" && meanwhile === null && ends !== 0 && !run.alive)
      this.#must(
        this.pc.isWritten(),
        "the client ended while it forgot, and nothing was written down before",
      );
    if (run.alive) this.#quiet();
    else await this.#over(meanwhile === null ? [call] : [call, meanwhile.call]);
  }

  async #begin(call: Call): Promise<void> {
    const run = this.#run;
    await this.#asked(call).catch((thrown: unknown) => {
      if (run.alive) throw thrown; // an ended client has nobody to tell
    });
  }

  async #asked(call: Call): Promise<void> {
    switch (call.do) {
      case "open":
        return this.#open();
      case "settle":
        await this.#tokens.settle();
        return;
      case "refresh":
        this.pc.provider.answer = call.answer;
        return this.#refresh();
      case "login":
        return this.#logIn(call);
      case "leave":
        return call.level === "rest" ? this.#rest() : this.#leave(call.level);
      case "forget": {
        this.pc.provider.answer = "rotates";
        this.#leaving = this.#grants();
        await this.#tokens.endSession();
        if (this.#run.alive) await this.#leave("forget");
      }
    }
  }

  async #open(): Promise<void> {
    const kept = await this.#tokens.open().catch(() => undefined);
    if (kept !== undefined && this.#run.alive) this.#opened(kept);
  }

  #opened(kept: Kept): void {
    if (kept === null) return;
    this.#must(!this.#left, "a session that was left for good is found again");
    this.#must(!this.pc.resting || kept.rested, "a session that rests is taken for one in use");
    this.#must([null, kept.account.sub].includes(this.#account), "another's session is found");
    this.#account = kept.account.sub;
  }

  async #refresh(): Promise<void> {
    this.#wish();
    const result: Grant | RefreshError = await this.#tokens.refresh().catch((thrown: unknown) => {
      if (thrown instanceof RefreshError) return thrown;
      throw thrown;
    });
    if (!this.#run.alive) return;
    if (result instanceof RefreshError) {
      if (result.code === "SESSION_ENDED") this.#active = null;
      if (result.code === "SESSION_ENDED" && result.failure.kind === "rejected") this.#account = null;
      return;
    }
    this.#must([null, result.account.sub].includes(this.#account), "another's session goes on");
    this.#account = result.account.sub;
    this.#active = this.pc.provider.asked;
    this.#live = true;
  }

  async #logIn({ sub, refreshToken, takenBack }: Extract<Call, { do: "login" }>): Promise<void> {
    this.#wish();
    this.#left = false;
    const { provider } = this.pc;
    const set = provider.logIn(sub, refreshToken, this.#run.number);
    const grant = provider.grants.length - 1;
    const [grants, wishes] = [this.#grants(), this.#wishes];
    let asked = 0;
    const taken = await this.#tokens.accept(set, () => !takenBack || ++asked === 1);
    if (!this.#run.alive) return;
    if (!taken) return this.#gone(grants, wishes);
    this.#account = sub;
    this.#live = true;
    if (refreshToken) this.#active = grant;
    else if (this.#active !== null && provider.grant(this.#active).sub !== sub) this.#active = null;
  }

  async #rest(): Promise<void> {
    const wishes = this.#wishes;
    this.#restAsked = this.#mayDrop = true;
    const before = this.pc.record?.rested;
    const left = this.#tokens.leave("rest");
    await turn();
    // Noted while a refresh is under way, which mustn't take it back.
    if (before === false && this.pc.record?.rested === true && wishes === this.#wishes)
      this.pc.resting = true;
    await left;
    const saved = this.#tokens.notice() !== "SESSION_LOGOUT_UNSAVED";
    if (this.#run.alive && wishes === this.#wishes && saved) this.pc.resting = true;
  }

  async #leave(level: Exclude<LeaveLevel, "rest">): Promise<void> {
    const wishes = this.#wishes;
    const grants = this.#grants();
    this.#leaving = grants;
    const code = await this.#tokens.leave(level);
    if (!this.#run.alive) return;
    this.#gone(grants, wishes);
    // To switch where nothing is known looks for nothing, and a PC that doesn't know itself can't look everywhere.
    if (code !== null || wishes !== this.#wishes || level === "switch" || !this.pc.named) return;
    this.#must(this.pc.record === null, "forgotten, and its record is there");
    this.#must(this.pc.note !== null || !this.pc.hasToken(), "forgotten, and still there");
  }

  #wish(): void {
    this.#wishes += 1;
    this.#restAsked = false;
    this.pc.resting = false;
  }

  #grants(): number[] {
    return [...this.pc.provider.grants.keys()];
  }

  #gone(grants: readonly number[], wishes: number): void {
    for (const number of grants) this.pc.provider.grant(number).gone = true;
    this.#leaving = [...grants];
    if (this.#active !== null && grants.includes(this.#active)) this.#active = null;
    if (wishes !== this.#wishes) return;
    this.#left = true;
    this.#account = null;
    this.#live = false;
  }

  /** Nothing is under way: what the client says of itself now counts. */
  #quiet(): void {
    const { provider } = this.pc;
    this.#must(!this.#tokens.unkept() || this.#tokens.notice() !== null, "what isn't kept isn't said");
    this.#mayDrop = this.#restAsked;
    const good = provider.isGood(this.#active) && !this.#tokens.unkept();
    this.#mustResume = good && (this.#live || this.#mustResume);
    if (!this.#mustResume) return;
    for (const number of this.#grants())
      provider.grant(number).replacedBy = number === this.#active ? null : this.#active;
  }

  /** This run is over; the next one begins with what was kept. */
  async #over(calls: readonly Call[]): Promise<void> {
    const { pc } = this;
    this.#run.alive = false;
    const left = pc.isLeft();
    for (const number of this.#leaving) pc.provider.grant(number).gone = left;
    if (this.#leaving.length > 0 && !calls.some((call) => call.do === "login")) this.#left &&= left;
    this.#leaving = [];
    if (calls.some((call) => call.do === "login")) this.#active = null;
    const known = pc.provider.isGood(this.#active) && !(this.#mayDrop && pc.record === null);
    this.#mustResume &&= known;
    if (!this.#mustResume) this.#active = null;
    this.#account = null;
    this.#live = false;
    await this.#startInGoodWeather();
    [this.#run, this.#tokens] = this.#started(pc);
    await this.#open();
  }

  /** What a start would find now, if everything worked; on a copy, so that nobody else sees it. */
  async #startInGoodWeather(): Promise<void> {
    const pc = await this.pc.copy();
    const { note } = pc;
    const [, tokens] = this.#started(pc);
    const must = (is: boolean, what: string) => this.#must(is, `${what}, at the next start`);
    const kept = await tokens.open();
    for (const entry of note?.entries ?? [])
      must(!pc.keychain.entries.has(entry), "what is to be deleted is there");
    must(pc.note === null, "something is still to be deleted");
    if (kept !== null) {
      must(!this.#left, "a session that was left for good is found again");
      must(!this.pc.resting || kept.rested, "a session that rests is taken for one in use");
      pc.resting = false;
      pc.provider.answer = "rotates";
      const refreshed = await tokens.refresh().catch(() => null);
      must(
        refreshed?.account.sub === kept.account.sub || !this.#mustResume,
        "a session that was kept is lost",
      );
    }
    if (this.#mustResume)
      must(
        kept?.account.sub === pc.provider.grant(this.#active ?? -1).sub,
        "a session that was kept isn't found",
      );
    for (const what of pc.provider.broken) must(false, what);
  }

  #must(is: boolean, what: string): void {
    this.pc.provider.must(is, what);
  }

  #kept(): void {
    const [broken] = this.pc.provider.broken;
    if (broken !== undefined) throw new Error(broken);
  }
}
