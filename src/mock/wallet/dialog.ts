import type { AskPerson } from './sheet.ts'
import { windowsIn } from './windows.ts'

/** Draws the sheets of the demo wallet into a page. */
export function dialogIn(page: Document): AskPerson {
  const { make, dialog, show } = windowsIn(page)
  return async ({ title, by, facts, code, note }) => {
    // the safe answer has the focus: who just pressed Enter in the console has not approved anything
    const refuse = make('button', { type: 'button', autofocus: '' }, 'Refuse')
    const approve = make('button', { type: 'button', class: 'approve' }, 'Approve')
    const made = dialog(
      make('h2', { id: 'title' }, title),
      make('p', { id: 'by' }, `Asked by ${by}`),
      make(
        'dl',
        {},
        ...facts.flatMap(([label, value]) => [make('dt', {}, label), make('dd', {}, value)]),
      ),
      // in reach of the keyboard, as it may be longer than its place
      ...(code
        ? [make('pre', { tabindex: '0', role: 'region', 'aria-label': code.label }, code.text)]
        : []),
      ...(note === undefined ? [] : [make('p', { class: 'note' }, note)]),
      make('div', { class: 'answers' }, refuse, approve),
    )
    refuse.addEventListener('click', () => made.close('refuse'))
    approve.addEventListener('click', () => made.close('approve'))
    return (await show(made)) === 'approve'
  }
}
