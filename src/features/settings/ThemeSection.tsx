import { Segments } from '#ui/Field.tsx'
import { Section } from '#ui/Page.tsx'
import { type ThemeMode, useThemeMode } from '#ui/theme-mode.ts'
import s from './settings.module.css'

const modes: readonly { value: ThemeMode; label: string }[] = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'system', label: 'As the device' },
]

/** Light, dark, or what the device says. */
export function ThemeSection() {
  const [mode, setMode] = useThemeMode()
  return (
    <Section title="Theme" remark="kept in this browser">
      <div className={s.row}>
        <Segments label="Theme" value={mode} options={modes} onChange={setMode} />
      </div>
      <p className={s.quiet}>Every open tab of the console follows at once.</p>
    </Section>
  )
}
