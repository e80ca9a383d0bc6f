import { refreshChoices } from '#queries/preferences.ts'
import { session, useSession } from '#queries/session.ts'
import { Segments } from '#ui/Field.tsx'
import { Section } from '#ui/Page.tsx'
import { choiceOf, choices } from './choices.ts'
import s from './settings.module.css'

const options = choices(refreshChoices, 'Off')

/** How often what is on the screen is read again. */
export function RefreshSection() {
  const { refreshMs } = useSession()
  return (
    <Section title="Refresh pace" remark="kept in this browser">
      <div className={s.row}>
        <Segments
          label="Refresh pace"
          value={choiceOf(refreshMs)}
          options={options.map(({ value, label }) => ({ value, label }))}
          onChange={(value) =>
            session().setRefresh(options.find((option) => option.value === value)?.ms ?? null)
          }
        />
      </div>
      <p className={s.quiet}>
        {refreshMs === null
          ? 'Nothing is read again by itself. Each section keeps its Read again button.'
          : 'What is on the screen is read again at this pace, and nothing else is.'}{' '}
        It pauses while the page is hidden and goes on when you come back.
      </p>
    </Section>
  )
}
