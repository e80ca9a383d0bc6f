import type { Network, NetworkName } from '#lib/networks.ts'

/** The networks that can be chosen, with a sentence each. */
export function networkChoices(
  demo: boolean,
): { value: NetworkName; label: string; hint: string }[] {
  return [
    ...(demo
      ? [
          {
            value: 'demo' as const,
            label: 'demo',
            hint: 'A whole grid inside this page. Nothing is real and nothing costs anything.',
          },
        ]
      : []),
    { value: 'main', label: 'main', hint: 'The production grid.' },
    { value: 'test', label: 'test', hint: 'Releases before they reach main.' },
    { value: 'qa', label: 'qa', hint: 'What is about to be released, under test.' },
    { value: 'dev', label: 'dev', hint: 'Where the grid itself is developed.' },
    {
      value: 'custom',
      label: 'Own endpoints',
      hint: 'A grid of your own, or one on this machine, such as npm run grid.',
    },
  ]
}

const parts = ['name', 'gridproxy', 'relay', 'chain', 'activation', 'kyc', 'terms'] as const

export const isSame = (a: Network, b: Network) => parts.every((part) => a[part] === b[part])

/** What changing the network means for whoever speaks. */
export const leaving = (twin: number) =>
  `Twin ${twin} will be locked: the same account has another twin number on another network.`
