/** As a `ref`: what comes in answer to a press takes the keyboard. */
export function takeFocus(element: HTMLElement | null): void {
  element?.focus();
}
