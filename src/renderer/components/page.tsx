import { type ReactNode, useEffect, useRef } from "react";
import { Problem } from "./problem.tsx";

type PageProps = {
  readonly title: string;
  readonly heading: ReactNode;
  /** A line below the heading. */
  readonly below?: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
};

/** The frame of every view. Focus goes to its heading, so that Enter presses nothing and a reader starts at the top. */
export function Page({ title, heading, below, aside, children, footer }: PageProps) {
  const first = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = title;
  }, [title]);
  useEffect(() => first.current?.focus(), []);
  return (
    <div className="page">
      <header className="page-head">
        <div>
          <h1 ref={first} tabIndex={-1}>
            {heading}
          </h1>
          {below}
        </div>
        {aside}
      </header>
      <main>
        <Problem />
        {children}
      </main>
      {footer === undefined ? null : <footer className="page-foot">{footer}</footer>}
    </div>
  );
}
