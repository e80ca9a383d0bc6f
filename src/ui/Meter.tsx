import s from './Meter.module.css'

const percent = (part: number) => `${Math.min(100, Math.max(0, part * 100))}%`

/**
 * Small table meter, 6 px. `share` is used of total in 0 … 1; `label` says the resource, `text` the
 * value in words ("60.9 of 125.7 GiB used"). From 85 % at full ink, from 95 % amber; never red.
 */
export function SmallMeter({
  share,
  label,
  text,
  wide = false,
}: {
  share: number
  label: string
  text?: string | undefined
  /** As wide as its place, not 44 px. */
  wide?: boolean
}) {
  const tone = share >= 0.95 ? s.full : share >= 0.85 ? s.high : s.low
  return (
    <span
      className={wide ? `${s.small} ${s.wide}` : s.small}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(Math.min(1, share) * 100)}
      aria-valuetext={text ?? `${Math.round(share * 100)} % used`}
      title={text}
    >
      {share > 0 && <span className={`${s.part} ${tone}`} style={{ width: percent(share) }} />}
    </span>
  )
}

/**
 * Large three-part meter, 12 px: system (hatched), users, free. All in the unit of `total`. What is
 * promised beyond the total (CPU may be) follows it as an outlined amber piece; `scale` is the
 * length of the track as a part of the width, so that all meters of a table share one.
 */
export function Meter({
  system = 0,
  users,
  total,
  label,
  text,
  scale = 1,
}: {
  system?: number
  users: number
  total: number
  label: string
  text: string
  scale?: number
}) {
  const used = system + users
  const beyond = total > 0 ? Math.max(0, used - total) / total : 0
  const of = (part: number) => (total > 0 ? part / total : 0)
  const systemShare = Math.min(1, of(system))
  const usersShare = Math.min(1 - systemShare, of(users))
  return (
    <span
      className={s.large}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.min(100, Math.round(of(used) * 100))}
      aria-valuetext={text}
      title={text}
    >
      <span className={s.track} style={{ width: percent(scale) }}>
        {systemShare > 0 && <span className={s.hatch} style={{ width: percent(systemShare) }} />}
        {usersShare > 0 && <span className={s.fill} style={{ width: percent(usersShare) }} />}
        {systemShare + usersShare < 1 && <span className={s.free} />}
      </span>
      {beyond > 0 && (
        <span
          className={s.beyond}
          style={{ width: `calc(${percent(Math.min(beyond * scale, 1 - scale || beyond))} - 2px)` }}
        />
      )}
    </span>
  )
}

/** What the three inks of large meters mean; stands in the section's head. */
export function MeterLegend() {
  return (
    <span className={s.legend}>
      <span>
        <i className={s.free} /> Free
      </span>
      <span>
        <i className={s.fill} /> Users
      </span>
      <span>
        <i className={s.hatch} /> System
      </span>
    </span>
  )
}

/** Bar of remaining time, 3 px; `share` is what is left in 0 … 1. */
export function TimeBar({ share, label, text }: { share: number; label: string; text: string }) {
  return (
    <span
      className={s.time}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
      aria-valuetext={text}
    >
      <span style={{ width: percent(share) }} />
    </span>
  )
}
