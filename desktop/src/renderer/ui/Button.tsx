import { LoaderCircle } from "lucide-react";
import type { ComponentProps } from "react";
import { buttonClass, type ButtonLook, type ButtonSize } from "./buttonClass.ts";
import { joinClasses } from "./joinClasses.ts";

/** A button. While `busy` it turns a wheel, keeps its width and takes no second press. */
export function Button({
  look = "secondary",
  size = "normal",
  busy = false,
  className,
  children,
  onClick,
  type = "button",
  ...rest
}: ComponentProps<"button"> & { look?: ButtonLook; size?: ButtonSize; busy?: boolean }) {
  return (
    <button
      // oxlint-disable-next-line react/button-has-type -- the default above is "button"
      type={type}
      className={joinClasses(buttonClass(look, size), "relative", className)}
      aria-disabled={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
      {...rest}
    >
      {busy ? (
        <>
          <span className="invisible inline-flex items-center gap-2">{children}</span>
          <LoaderCircle aria-hidden size={16} className="absolute animate-spin" />
        </>
      ) : (
        children
      )}
    </button>
  );
}
