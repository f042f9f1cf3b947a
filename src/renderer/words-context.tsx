import { createContext, type ReactNode, useContext, useEffect, useMemo } from "react";
import type { Language } from "../shared/view.ts";
import { createWords, type Words } from "../shared/words.ts";

const WordsContext = createContext<Words | null>(null);

/** Gives everything inside it its texts, and tells the page's language to screen readers and line breaking. */
export function WordsProvider({
  language,
  children,
}: {
  readonly language: Language;
  readonly children: ReactNode;
}) {
  const words = useMemo(() => createWords(language), [language]);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return <WordsContext value={words}>{children}</WordsContext>;
}

export function useWords(): Words {
  const words = useContext(WordsContext);
  if (words === null) throw new Error("useWords outside WordsProvider");
  return words;
}
