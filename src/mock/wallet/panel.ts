import { isMood, moods, type Mood } from './switches.ts'
import { windowsIn } from './windows.ts'

/** What the wallet's own window shows and changes. */
export interface PanelOptions {
  accounts: readonly { name: string; curve: string; address: string }[]
  mood: Mood
  /** Whether this site may see the accounts. */
  isLetIn: boolean
  choose: (mood: Mood) => void
  forget: () => void
}

/** Opens the window behind an extension's icon: its accounts, and how it shall behave. */
export async function openPanel(
  page: Document,
  { accounts, mood, isLetIn, choose, forget }: PanelOptions,
): Promise<void> {
  const { make, dialog, show } = windowsIn(page)
  const ways = Object.entries(moods).map(([name, { title }]) => {
    const input = make('input', {
      type: 'radio',
      name: 'mood',
      value: name,
      ...(name === mood && { checked: '' }),
    })
    input.addEventListener('change', () => {
      if (isMood(name)) choose(name)
    })
    return make('label', {}, input, title)
  })
  const access = make(
    'p',
    { class: 'note' },
    isLetIn ? 'This site may see the accounts.' : 'This site has not been let in.',
  )
  const forgetting = make('button', { type: 'button' }, 'Forget this site')
  const close = make('button', { type: 'button', class: 'approve' }, 'Close')
  const made = dialog(
    // the top of it, where it is longer than the screen
    make('h2', { id: 'title', tabindex: '-1', autofocus: '' }, 'Demo wallet'),
    make('p', { id: 'by' }, 'Its keys are known to everybody and worth nothing.'),
    make(
      'dl',
      {},
      ...accounts.flatMap(({ name, curve, address }) => [
        make('dt', {}, `${name} (${curve})`),
        make('dd', {}, address),
      ]),
    ),
    make('fieldset', { class: 'facts' }, make('legend', {}, 'How it behaves'), ...ways),
    access,
    make('div', { class: 'answers' }, ...(isLetIn ? [forgetting] : []), close),
  )
  forgetting.addEventListener('click', () => {
    forget()
    access.textContent = 'Forgotten: it asks again when this page is loaded anew.'
    forgetting.remove()
    close.focus()
  })
  close.addEventListener('click', () => made.close('close'))
  await show(made)
}
