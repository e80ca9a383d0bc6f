import { Dialog } from './Dialog.tsx'
import { isMac, shortcuts } from './shortcuts.ts'
import s from './ShortcutList.module.css'

const shown = (key: string) =>
  key.startsWith('mod+') ? `${isMac ? '⌘' : 'Ctrl '}${key.slice(4).toUpperCase()}` : key

/** What can be pressed on this page. */
export default function ShortcutList({ onClose }: { onClose: () => void }) {
  return (
    <Dialog small title="Keyboard" onClose={onClose}>
      <dl className={s.list}>
        {shortcuts().map(({ keys, label }) => (
          <div key={keys}>
            <dt>{label}</dt>
            <dd>
              {keys.split(' ').map((key) => (
                <kbd key={key}>{shown(key)}</kbd>
              ))}
            </dd>
          </div>
        ))}
        <div>
          <dt>Close what is open</dt>
          <dd>
            <kbd>Esc</kbd>
          </dd>
        </div>
      </dl>
    </Dialog>
  )
}
