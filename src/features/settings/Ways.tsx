import { useSession } from '#queries/session.ts'
import { Section } from '#ui/Page.tsx'
import { wayNow, ways } from './identity.ts'
import s from './settings.module.css'

/** What each way of being here gives and costs, beside where one is chosen. */
export function Ways() {
  const now = wayNow(useSession().twin !== null)
  return (
    <Section title="What each way gives and costs">
      <ul className={s.ways}>
        {ways.map(({ id, title, gives, costs, here }) => (
          <li key={id}>
            <div className={s.wayHead}>
              <h3>{title}</h3>
              {id === now ? (
                <span className={s.now}>you are here</span>
              ) : (
                !here && <span>comes with a later release</span>
              )}
            </div>
            <p>
              <b>Gives</b> {gives}
            </p>
            <p>
              <b>Costs</b> {costs}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
