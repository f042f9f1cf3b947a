import { useWords } from "../words-context.tsx";

/** When the present state began, in the person's own time zone. */
export function Since({ since }: { readonly since: string }) {
  const { t, language } = useWords();
  const time = new Date(since);
  if (Number.isNaN(time.getTime())) return null;
  const text = new Intl.DateTimeFormat(language === "ja" ? "ja-JP" : "en-GB", {
    month: language === "ja" ? "long" : "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  }).format(time);
  return (
    <p className="since">
      <time dateTime={since}>{t("status.since", { time: text })}</time>
    </p>
  );
}
