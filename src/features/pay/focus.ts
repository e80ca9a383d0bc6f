/** As a ref: takes the focus when it appears, in place of a button that has gone with what it did. */
export const focusNow = (element: HTMLElement | null): void => element?.focus()
