import type { PayQuote } from '#queries/payquote.ts'
import type { SigningAccount } from '#queries/who.ts'
import { Select } from '#ui/Field.tsx'
import { Id } from '#ui/Id.tsx'
import { Properties } from '#ui/Properties.tsx'
import { accountKey, accountLabel } from './accounts.ts'
import s from './pay.module.css'
import { keyWord } from './words.ts'

/** The account that signs and pays, its twin, and the chain; to be chosen where there are several. */
export function Payer({
  accounts,
  account,
  quote,
  setChosen,
}: {
  accounts: readonly SigningAccount[]
  account: SigningAccount
  quote: PayQuote | undefined
  setChosen: (chosen: string) => void
}) {
  return (
    <>
      {accounts.length > 1 && (
        <div className={s.who}>
          <Select
            label="Signs and pays"
            value={accountKey(account)}
            options={accounts.map((one) => ({ value: accountKey(one), label: accountLabel(one) }))}
            onChange={setChosen}
          />
        </div>
      )}
      <Properties
        label="Who pays"
        rows={[
          {
            label: accounts.length > 1 ? 'Account' : 'Signs and pays',
            note: accounts.length > 1 ? undefined : `${account.name}, ${keyWord(account.kind)}`,
            value: <Id value={account.address} what="address" />,
          },
          {
            label: 'Its twin',
            value: quote && (quote.twin === null ? 'none' : `twin ${quote.twin}`),
          },
          {
            label: 'Chain',
            value: quote && `${quote.chain.name}, spec ${quote.chain.spec}`,
          },
        ]}
      />
    </>
  )
}
