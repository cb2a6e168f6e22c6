//! Work on figures: a look at the rows, a script that fails once, a summary and a table.

use serde_json::json;

use super::calls::{ask_person, bash, custom, mcp, read, write};
use super::tell::Teller;
use crate::simulator::rng::Rng;
use crate::simulator::script::Turn;

/// Analyses an uploaded table and writes `summary.md` and `prices.csv`.
pub(super) fn analysis(context: u64, rng: &mut Rng) -> Turn {
    let mut teller = Teller::new(rng, context);
    load(&mut teller);
    report(&mut teller);
    teller.ends()
}

/// The same, with a question about the currency in the middle.
pub(super) fn analysis_with_question(context: u64, rng: &mut Rng) -> Turn {
    let mut teller = Teller::new(rng, context);
    load(&mut teller);
    teller.does(
        "The ledger holds euros and pounds, and no rate.",
        vec![ask_person(
            "Which currency should the summary use?",
            "A third of the rows are in pounds. I would convert them by the day's rate.",
            &["Euro", "Pound", "Both, side by side"],
        )],
    );
    report(&mut teller);
    teller.ends()
}

/// Looks customers' orders up through the client, then answers them.
pub(super) fn orders(context: u64, rng: &mut Rng) -> Turn {
    let mut teller = Teller::new(rng, context);
    teller
        .does("Three letters ask about orders. I look them up.", vec![read("/mnt/session/uploads/mail.txt", 1, MAIL)])
        .calls(
            ["A-10442", "A-10397", "A-10455"]
                .map(|number| custom("lookup_order", json!({ "order_number": number })))
                .into(),
        )
        .does("I have what I need for all three.", vec![write("/mnt/session/outputs/replies.md", REPLIES)])
        .says("Three replies are in **replies.md**. One customer asks for a refund that a person should decide.");
    teller.ends()
}

/// Works through tickets over MCP.
pub(super) fn tickets(context: u64, rng: &mut Rng) -> Turn {
    let mut teller = Teller::new(rng, context);
    let found = json!({ "tickets": [
        { "id": "SHOP-1182", "title": "Charged twice", "priority": "high", "age_days": 2 },
        { "id": "SHOP-1179", "title": "Voucher not accepted", "priority": "normal", "age_days": 3 },
        { "id": "SHOP-1164", "title": "Parcel link is empty", "priority": "normal", "age_days": 9 },
    ] });
    let ticket = json!({ "id": "SHOP-1182", "reporter": "m.okafor", "comments": 4, "linked": ["SHOP-1150"],
        "body": "Two charges of 64.00 within two seconds, order A-10442." });
    let search = json!({ "query": "status:open project:SHOP", "limit": 20 });
    teller
        .does("I begin with what is open.", vec![mcp("tickets", "search_tickets", search, 820, &found)])
        .calls(vec![
            mcp("tickets", "get_ticket", json!({ "id": "SHOP-1182" }), 460, &ticket),
            mcp("tickets", "get_ticket", json!({ "id": "SHOP-9999" }), 390, &json!({ "error": "no such ticket" }))
                .failed(),
        ])
        .calls(vec![mcp(
            "tickets",
            "add_comment",
            json!({ "id": "SHOP-1182", "body": "Same cause as SHOP-1150. A fix is on fix/checkout-retry." }),
            510,
            &json!({ "ok": true, "comment_id": 88121 }),
        )])
        .says(
            "Three tickets are open. **SHOP-1182** has the same cause as SHOP-1150 and I linked the fix there; \
             the other two need an answer from support.",
        );
    teller.ends()
}

fn load(teller: &mut Teller) {
    teller
        .does(
            "I look at the shape of the table before I count anything.",
            vec![
                bash("head -n 6 /mnt/session/uploads/ledger.csv && wc -l /mnt/session/uploads/*.csv", 240, HEAD),
                bash("python3 -c 'import pandas; print(pandas.__version__)'", 900, "2.3.1"),
            ],
        )
        .calls(vec![write("/home/agent/summarise.py", SCRIPT)])
        .calls(vec![bash("python3 summarise.py", 2_600, TRACEBACK).failed()])
        .does(
            "Eleven rows have an empty price. I count them apart.",
            vec![bash("python3 clean.py --drop-empty price", 1_900, "18,204 rows kept, 11 set aside in rejected.csv")],
        );
}

fn report(teller: &mut Teller) {
    teller
        .calls(vec![bash("python3 summarise.py --by quarter", 4_300, TOTALS)])
        .calls(vec![
            write("/mnt/session/outputs/prices.csv", PRICES),
            write("/mnt/session/outputs/summary.md", SUMMARY),
        ])
        .calls(vec![bash(
            "python3 check.py summary.md prices.csv",
            1_200,
            "all 14 figures of summary.md are in prices.csv",
        )])
        .says(
            "The third quarter was the best so far: **€ 412,880**, 9 % more than the second.\n\n\
             - Lamps make up 61 % of it.\n- Returns fell from 4.1 % to 3.2 %.\n\
             - Eleven rows without a price are set aside in `rejected.csv`.\n\n\
             See **summary.md** and **prices.csv**.",
        );
}

const HEAD: &str = "\
date,article,units,price,currency,customer
2026-07-01,lamp-brass-30,12,348.00,EUR,C-2291
2026-07-01,shade-opal,4,61.20,EUR,C-1120
2026-07-01,lamp-brass-30,2,52.10,GBP,C-0441
2026-07-02,cable-linen,40,,EUR,C-2291
2026-07-02,lamp-steel-12,9,261.00,EUR,C-3007
  18216 /mnt/session/uploads/ledger.csv";

const SCRIPT: &str = "\
import pandas as pd

rows = pd.read_csv('/mnt/session/uploads/ledger.csv', parse_dates=['date'])
rows['total'] = rows['units'] * rows['price']
print(rows.groupby(rows['date'].dt.to_period('Q'))['total'].agg(['sum', 'count']))
assert not rows['total'].isna().any(), 'rows without a price'
";

const TRACEBACK: &str = "\
Traceback (most recent call last):
  File \"/home/agent/summarise.py\", line 6, in <module>
    assert not rows['total'].isna().any(), 'rows without a price'
AssertionError: rows without a price";

const TOTALS: &str = "\
              sum  count
date
2026Q1  331204.10   5980
2026Q2  378790.55   6031
2026Q3  412880.20   6193";

const PRICES: &str = "\
article,units,revenue_eur,change
lamp-brass-30,3120,182340.00,0.12
lamp-steel-12,1460,69500.20,0.03
shade-opal,2904,44410.00,0.21
cable-linen,9022,18044.00,-0.04
";

const SUMMARY: &str = "\
# Third quarter 2026

| quarter | revenue | orders |
| --- | ---: | ---: |
| Q1 | € 331,204 | 5,980 |
| Q2 | € 378,791 | 6,031 |
| Q3 | € 412,880 | 6,193 |

Lamps carry the growth. Opal shades grew fastest, by 21 %.
";

const MAIL: &str = "\
1. Where is order A-10442? It should have come on Monday.
2. A-10397 arrived broken. I want my money back.
3. Can I still change the colour of A-10455?";

const REPLIES: &str = "\
## A-10442
It is on its way and should be with you on Thursday.

## A-10397
We are sorry. A colleague decides about the refund today.

## A-10455
Yes: brass instead of steel, at the same price.
";
