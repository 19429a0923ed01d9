import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { buttonClass } from "../../ui/buttonClass.ts";
import { linkClass } from "../../ui/linkClass.ts";

/** Leads from a page in the browser back to the app that opened it: by itself, and by a button where that is refused. */
export function BackToApp({ link }: { link: string }) {
  useEffect(() => {
    location.assign(link);
  }, [link]);
  return (
    <div className="flex flex-col items-start gap-4">
      <a href={link} className={buttonClass("primary", "large")}>
        Back to SalesPulse
      </a>
      <p className="text-ink-muted">
        You can close this page, or{" "}
        <Link to="/billing" className={linkClass}>
          go on in this browser
        </Link>
        .
      </p>
    </div>
  );
}
