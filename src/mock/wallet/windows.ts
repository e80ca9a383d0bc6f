/*
 * The wallet's own windows, drawn by plain DOM in a shadow root of their own: nothing of the console's look
 * reaches them. A modal `dialog` makes all the rest of the page inert, the console's own dialogs with it, keeps
 * the focus and gives it back.
 */

const STYLE = `
:host { all: initial }
dialog {
  box-sizing: border-box; inline-size: min(26rem, calc(100vw - 2rem)); max-block-size: calc(100dvh - 2rem);
  margin: 1rem 1rem auto auto; padding: 0; overflow: auto; border: 3px solid #8a3d00; border-radius: 4px;
  background: #fffaf3; color: #1d1409; font: 15px/1.45 system-ui, sans-serif; color-scheme: light;
  box-shadow: 0 12px 40px rgb(0 0 0 / .45);
}
dialog::backdrop { background: rgb(0 0 0 / .35) }
.head { padding: .5rem 1rem; background: #8a3d00; color: #fff; font-weight: 600 }
.head span { display: block; font-size: 13px; font-weight: 400 }
.body { padding: .75rem 1rem 1rem }
h2 { margin: 0; outline: 0; font-size: 1.15rem; line-height: 1.3 }
p { margin: .25rem 0 0; overflow-wrap: anywhere }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem .75rem; margin: .75rem 0 0 }
dt { color: #5c4a33 }
dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums }
pre {
  margin: .75rem 0 0; padding: .5rem; max-block-size: 14rem; overflow: auto; white-space: pre-wrap;
  overflow-wrap: anywhere; background: #f3e8d8; font: 13px/1.45 ui-monospace, monospace;
}
.note { color: #5c4a33; font-size: 13px }
.answers { display: flex; gap: .5rem; justify-content: flex-end; margin-block-start: 1rem }
button {
  min-block-size: 2.5rem; padding: 0 1rem; border: 1px solid #8a3d00; border-radius: 4px; background: #fffaf3;
  color: #1d1409; font: inherit; font-weight: 600; cursor: pointer;
}
button.approve { background: #8a3d00; color: #fff }
.facts { display: grid; gap: .25rem; margin: .75rem 0 0; padding: 0; border: 0 }
legend { padding: 0; font-weight: 600 }
label { display: flex; gap: .5rem; align-items: baseline; min-block-size: 1.75rem; cursor: pointer }
:focus-visible { outline: 3px solid #1456c8; outline-offset: 2px }
@media (max-width: 30rem) { dialog { margin: auto 1rem 1rem } dl { grid-template-columns: 1fr; gap: 0 } }
`

/** What the console must not hear of: an extension's window is no part of its page. */
const OWN = ['keydown', 'keyup', 'pointerdown', 'mousedown', 'touchstart', 'click', 'focusin']

type Attributes = Readonly<Record<string, string>>

type Child = Node | string

/** Makes elements of a page and shows dialogs over it. */
export function windowsIn(page: Document) {
  const sheets = new CSSStyleSheet()
  sheets.replaceSync(STYLE)

  function make<K extends keyof HTMLElementTagNameMap>(
    name: K,
    attributes: Attributes,
    ...children: Child[]
  ): HTMLElementTagNameMap[K] {
    const made = page.createElement(name)
    for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value)
    made.append(...children)
    return made
  }

  /** A modal dialog with the wallet's name over it; its `h2` is its title, and `by` what describes it. */
  const dialog = (...children: Child[]) =>
    make(
      'dialog',
      { 'aria-labelledby': 'title', 'aria-describedby': 'by' },
      make(
        'div',
        { class: 'head' },
        'Demo wallet',
        make('span', {}, 'An extension, not a part of the console'),
      ),
      make('div', { class: 'body' }, ...children),
    )

  /** Resolves with what the dialog was closed with; Esc closes it with nothing. */
  const show = (made: HTMLDialogElement): Promise<string> =>
    new Promise((resolve) => {
      const host = make('div', { id: 'demo-wallet' })
      // open, so that assistive tools and tests see into it
      const root = host.attachShadow({ mode: 'open' })
      root.adoptedStyleSheets = [sheets]
      for (const event of OWN) host.addEventListener(event, (own) => own.stopPropagation())
      root.append(made)
      page.body.append(host)
      made.addEventListener('close', () => {
        host.remove()
        resolve(made.returnValue)
      })
      made.showModal()
    })

  return { make, dialog, show }
}
