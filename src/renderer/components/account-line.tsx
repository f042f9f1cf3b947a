import type { Account } from "../../core/ports.ts";
import { useWords } from "../words-context.tsx";

/** Who is, or was last, logged in. */
export function AccountLine({ account }: { readonly account: Account }) {
  const { t } = useWords();
  return (
    <p className="account">
      <span className="unseen">{t("status.account")}: </span>
      {account.mail ?? account.name ?? t("status.accountWithoutMail")}
    </p>
  );
}
