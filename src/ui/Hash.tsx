import s from './Hash.module.css'

/**
 * A hash of 32 hex digits as people compare it: 2 rows of 4 groups of 4, large. Any other text is shown as it
 * is. `label` says whose it is.
 */
export function Hash({ value, label }: { value: string; label: string }) {
  const groups = value.match(/.{1,4}/gs) ?? []
  if (!/^[0-9a-f]{32}$/i.test(value)) return <code className={s.odd}>{value}</code>
  return (
    <code className={s.hash} aria-label={`${label}: ${groups.join(' ')}`} role="img">
      {groups.map((group, i) => (
        <span key={i} aria-hidden="true">
          {group}
        </span>
      ))}
    </code>
  )
}
