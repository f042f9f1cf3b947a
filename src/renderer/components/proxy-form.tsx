import { useId, useState } from "react";
import { useDrive } from "../store.ts";
import { useWords } from "../words-context.tsx";
import { Field } from "./field.tsx";

/** The proxy asks who is there: what is typed goes to main once, and stays here only until it was sent. */
export function ProxyForm({ proxy }: { readonly proxy: string }) {
  const { t } = useWords();
  const run = useDrive((store) => store.run);
  const [user, setUser] = useState("");
  const [password, setPassword] = useState("");
  const [userId, passwordId, titleId] = [useId(), useId(), useId()];
  const plain = { autoCapitalize: "off", autoCorrect: "off", spellCheck: false } as const;
  return (
    <form
      className="settings"
      autoComplete="off"
      aria-labelledby={titleId}
      onSubmit={(event) => {
        event.preventDefault();
        setPassword("");
        void run((api) => api.introduceToProxy(proxy, user, password));
      }}
    >
      <div className="field">
        <h3 id={titleId} className="notice-title">
          {t("proxy.title", { proxy })}
        </h3>
      </div>
      <Field id={userId} label={t("proxy.user")} hint={null}>
        <input
          id={userId}
          type="text"
          required
          maxLength={256}
          value={user}
          autoComplete="off"
          {...plain}
          onChange={(event) => setUser(event.target.value)}
        />
      </Field>
      <Field id={passwordId} label={t("proxy.password")} hint={t("proxy.hint")}>
        <input
          id={passwordId}
          type="password"
          maxLength={1024}
          value={password}
          autoComplete="off"
          {...plain}
          aria-describedby={`${passwordId}-hint`}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      <div className="field">
        <button type="submit" className="button primary">
          {t("proxy.send")}
        </button>
      </div>
    </form>
  );
}
