import { Section } from '#ui/Page.tsx'
import s from './session-twin.module.css'
import { about } from './words.ts'

/** What a session twin is, can and cannot do, and what is at risk. */
export const About = () => (
  <Section title="A session twin">
    <dl className={s.about}>
      {about.map(({ title, says }) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>{says}</dd>
        </div>
      ))}
    </dl>
  </Section>
)
