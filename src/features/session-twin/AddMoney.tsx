import { useState } from 'react'
import { readAmount } from '#lib/money.ts'
import { TextField } from '#ui/Field.tsx'
import { Id } from '#ui/Id.tsx'
import { FromWallet } from './FromWallet.tsx'
import s from './session-twin.module.css'

/** More money for a session twin, from the wallet or from anywhere. */
export function AddMoney({ address }: { address: string }) {
  const [typed, setTyped] = useState('1')
  const wanted = readAmount(typed)
  const wrong = 'wrong' in wanted ? wanted.wrong : undefined
  return (
    <div className={s.form}>
      <TextField
        label="Amount to send, TFT"
        mono
        value={typed}
        onChange={setTyped}
        error={wrong}
        hint="What is not used can be swept back at any time."
      />
      <FromWallet address={address} units={'units' in wanted ? wanted.units : 0n} wrong={wrong} />
      <div>
        <p className={s.quiet}>Or send TFT from anywhere to its account:</p>
        <p className={s.address}>
          <Id value={address} what="account" whole />
        </p>
      </div>
    </div>
  )
}
