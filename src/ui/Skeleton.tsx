import s from './Skeleton.module.css'

/** A block where a value will be; the pulse stands still where motion is reduced. */
export function Skeleton({ width = 34, height = 10 }: { width?: number; height?: number }) {
  return <span className={s.block} style={{ width, height }} aria-hidden="true" />
}
