import { autoLockChoices } from '#queries/preferences.ts'
import { session, useSession } from '#queries/session.ts'
import { Segments } from '#ui/Field.tsx'
import { Section } from '#ui/Page.tsx'
import { choiceOf, choices } from './choices.ts'
import s from './settings.module.css'

const options = choices(autoLockChoices, 'Never')

/** After how long without pointer or key the twin locks. */
export function AutoLock() {
  const { autoLockMs } = useSession()
  return (
    <Section title="Lock by itself" remark="after this long without pointer or key">
      <div className={s.row}>
        <Segments
          label="Lock by itself after"
          value={choiceOf(autoLockMs)}
          options={options.map(({ value, label }) => ({ value, label }))}
          onChange={(value) =>
            session().setAutoLock(options.find((option) => option.value === value)?.ms ?? null)
          }
        />
      </div>
      <p className={s.quiet}>
        {autoLockMs === null
          ? 'The key stays unlocked until you lock it or close the tab. '
          : 'What you do in any tab of the console counts for all of them. '}
        Locking one tab locks every tab.
      </p>
    </Section>
  )
}
