import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { dialogIn } from './dialog.ts'
import type { Sheet } from './sheet.ts'

/** As much of a page as the dialog needs. */
class Piece {
  readonly name: string
  readonly attributes = new Map<string, string>()
  children: (Piece | string)[] = []
  parent: Piece | undefined
  adoptedStyleSheets: unknown[] = []
  returnValue = ''
  isModal = false
  readonly heard = new Map<string, (event?: unknown) => void>()

  constructor(name: string) {
    this.name = name
  }
  setAttribute(attribute: string, value: string) {
    this.attributes.set(attribute, value)
  }
  append(...children: (Piece | string)[]) {
    for (const child of children) {
      if (typeof child !== 'string') child.parent = this
      this.children.push(child)
    }
  }
  attachShadow() {
    const root = new Piece('#shadow')
    this.append(root)
    return root
  }
  addEventListener(event: string, heard: (event?: unknown) => void) {
    this.heard.set(event, heard)
  }
  remove() {
    if (this.parent) this.parent.children = this.parent.children.filter((one) => one !== this)
  }
  showModal() {
    this.isModal = true
  }
  /** Of a dialog; without a value it is what Esc does. */
  close(value?: string) {
    if (value !== undefined) this.returnValue = value
    this.heard.get('close')?.()
  }
  click() {
    this.heard.get('click')?.()
  }
  get text(): string {
    return this.children.map((one) => (typeof one === 'string' ? one : one.text)).join(' ')
  }
  all(name: string): Piece[] {
    return this.children.flatMap((one) =>
      typeof one === 'string' ? [] : [...(one.name === name ? [one] : []), ...one.all(name)],
    )
  }
}

const sheet: Sheet = {
  title: 'Sign a message?',
  by: 'ZOS Console, https://console.example',
  facts: [['Account', 'Tenant']],
  code: { label: 'Message', text: '<Bytes>00</Bytes>' },
  note: 'A note.',
}
let body: Piece
const styles: string[] = []

beforeEach(() => {
  body = new Piece('body')
  vi.stubGlobal(
    'CSSStyleSheet',
    class {
      replaceSync(text: string) {
        styles.push(text)
      }
    },
  )
})
afterEach(() => vi.unstubAllGlobals())

function ask(what: Sheet = sheet) {
  const page = { body, createElement: (name: string) => new Piece(name) }
  const answer = dialogIn(page as unknown as Document)(what) // all of a document that the dialog uses
  const [dialog] = body.all('dialog')
  if (!dialog) throw new Error('No dialog was drawn.')
  const [refuse, approve] = dialog.all('button') as [Piece, Piece] // it has these two
  return { answer, dialog, refuse, approve }
}

test('it is a modal dialog that says whose it is, who asks and what', () => {
  const { dialog } = ask()
  expect(dialog.isModal).toBe(true)
  const labelled = dialog.attributes.get('aria-labelledby')
  expect(dialog.all('h2').find((one) => one.attributes.get('id') === labelled)?.text).toBe(
    sheet.title,
  )
  const described = dialog.attributes.get('aria-describedby')
  expect(dialog.all('p').find((one) => one.attributes.get('id') === described)?.text).toContain(
    sheet.by,
  )
  expect(dialog.text).toContain('not a part of the console')
  expect(dialog.all('dd').map((one) => one.text)).toEqual(['Tenant'])
  expect(dialog.all('pre')[0]?.text).toBe(sheet.code?.text)
  expect(dialog.text).toContain('A note.')
})

test('what is long is in reach of the keyboard, and the safe answer has the focus', () => {
  const { dialog, refuse, approve } = ask()
  const pre = dialog.all('pre')[0]?.attributes
  expect(pre?.get('tabindex')).toBe('0')
  expect(pre?.get('aria-label')).toBe('Message')
  expect(refuse.text).toBe('Refuse')
  expect(refuse.attributes.has('autofocus')).toBe(true)
  expect(approve.text).toBe('Approve')
  expect(approve.attributes.has('autofocus')).toBe(false)
})

test('no style is written as text into the page, which the policy would refuse', () => {
  const { dialog } = ask()
  expect(dialog.parent?.adoptedStyleSheets).toHaveLength(1)
  expect(styles.at(-1)).toContain('dialog')
  const pieces = ['div', 'dialog', 'header', 'main', 'pre', 'button', 'p'].flatMap((name) =>
    body.all(name),
  )
  expect(pieces.every(({ attributes }) => !attributes.has('style'))).toBe(true)
  expect(body.all('style')).toEqual([])
})

test.each([
  ['Approve', true, (open: ReturnType<typeof ask>) => open.approve.click()],
  ['Refuse', false, (open: ReturnType<typeof ask>) => open.refuse.click()],
  ['Esc', false, (open: ReturnType<typeof ask>) => open.dialog.close()],
] as const)('%s ends in %s, and nothing of it is left in the page', async (_, given, end) => {
  const open = ask()
  end(open)
  expect(await open.answer).toBe(given)
  expect(body.children).toEqual([])
})

test('keys and clicks in it are no keys and clicks in the console', () => {
  const { dialog } = ask()
  const host = dialog.parent?.parent
  for (const event of ['keydown', 'click']) {
    const stopPropagation = vi.fn<() => void>()
    host?.heard.get(event)?.({ stopPropagation })
    expect(stopPropagation).toHaveBeenCalledOnce()
  }
})

test('what a site names itself cannot become markup', () => {
  const { dialog } = ask({ ...sheet, by: '<img src=x>', code: undefined, note: undefined })
  expect(dialog.all('img')).toEqual([])
  expect(dialog.all('pre')).toEqual([])
  expect(dialog.text).toContain('<img src=x>')
})
