import ExternalLink from 'lucide-react/icons/external-link'
import type { ReactNode } from 'react'
import s from './session-twin.module.css'

/** A link that leaves the console; the address is one of ours. */
export const Outside = ({ href, children }: { href: string; children: ReactNode }) => (
  <a className={s.outside} href={href} target="_blank" rel="noopener noreferrer">
    {children} <ExternalLink size={12} strokeWidth={1.8} aria-label="opens in a new tab" />
  </a>
)
