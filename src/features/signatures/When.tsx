import { Time } from '#ui/Time.tsx'
import type { Timed } from './seal.ts'

/** Words with their moment. */
export const When = ({ words, at, after = '' }: Timed) => (
  <span>
    {words}
    {at !== undefined && ' '}
    {at !== undefined && <Time at={at} />}
    {after}
  </span>
)
