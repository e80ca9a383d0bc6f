import Ellipsis from 'lucide-react/icons/ellipsis'
import type { ReactNode } from 'react'
import { Button, IconButton, type ButtonProps } from './Button.tsx'
import { Menu, type MenuItem } from './Menu.tsx'

/** A button that opens a menu: Export → CSV, JSON. */
export function MenuButton({
  children,
  items,
  label,
  align = 'right',
  ...button
}: Pick<ButtonProps, 'kind' | 'size' | 'icon' | 'disabledReason'> & {
  children: ReactNode
  items: readonly MenuItem[]
  label: string
  align?: 'left' | 'right'
}) {
  return (
    <Menu
      label={label}
      align={align}
      items={items}
      trigger={(trigger) => (
        <Button {...button} trigger={trigger.props}>
          {children}
        </Button>
      )}
    />
  )
}

/** The "···" of a page or a row: what is rarely wanted. */
export function MoreMenu({ items, label }: { items: readonly MenuItem[]; label: string }) {
  return (
    <Menu
      label={label}
      align="right"
      items={items}
      trigger={(trigger) => (
        <IconButton label={label} {...trigger.props}>
          <Ellipsis size={16} strokeWidth={1.6} aria-hidden="true" />
        </IconButton>
      )}
    />
  )
}
