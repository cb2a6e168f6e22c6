//! Research on the web: searches, pages, a table of figures and a brief.

use super::calls::{ask_person, read, web_fetch, web_search, write};
use super::tell::Teller;
use crate::simulator::rng::Rng;
use crate::simulator::script::{Act, Turn};

/// What is known of one subject.
struct Topic {
    words: &'static [&'static str],
    plan: &'static str,
    searches: &'static [&'static str],
    sources: &'static [Source],
    table: (&'static str, &'static str),
    brief: (&'static str, &'static str),
    summary: &'static str,
}

/// A page with its title, the passage a search shows, and its text.
struct Source {
    url: &'static str,
    title: &'static str,
    passage: &'static str,
    page: &'static str,
}

/// Searches, reads, writes the figures and the brief.
pub(super) fn brief(prompt: &str, context: u64, rng: &mut Rng) -> Turn {
    let topic = topic_for(prompt, rng);
    let mut teller = Teller::new(rng, context);
    gather(topic, &mut teller);
    conclude(topic, &mut teller);
    teller.ends()
}

/// The same, with a question to the person before the brief is written.
pub(super) fn brief_with_question(prompt: &str, context: u64, rng: &mut Rng) -> Turn {
    let topic = topic_for(prompt, rng);
    let mut teller = Teller::new(rng, context);
    gather(topic, &mut teller);
    teller.does(
        "Before I write the brief I need one decision from you.",
        vec![ask_person(
            "Which country should the prices be for?",
            "The sources differ a lot between countries.",
            &["Netherlands", "Germany", "Both"],
        )],
    );
    conclude(topic, &mut teller);
    teller.ends()
}

/// One subject after another for a long time; `rounds` of about a minute each.
pub(super) fn survey(rounds: u32, context: u64, rng: &mut Rng) -> Turn {
    let mut teller = Teller::new(rng, context);
    for (topic, round) in TOPICS.iter().cycle().zip(1..=rounds) {
        teller.says(format!("## Chapter {round}\n\n{}", topic.plan));
        gather(topic, &mut teller);
        conclude(topic, &mut teller);
        let pause_ms = teller.rng().between(8_000, 30_000);
        teller.act(Act::Pause(pause_ms));
    }
    teller.ends()
}

fn gather(topic: &Topic, teller: &mut Teller) {
    let mut searches = topic.searches.iter();
    let found = || topic.sources.iter().map(|source| (source.url, source.title, source.passage));
    if let Some(query) = searches.next() {
        teller.does(topic.plan, vec![web_search(query, found())]);
    }
    for query in searches {
        teller.calls(vec![web_search(query, found().rev().take(3))]);
    }
    for pair in topic.sources.chunks(2) {
        // A whole page is far longer than the part that matters.
        teller
            .calls(pair.iter().map(|source| web_fetch(source.url, source.page)).collect())
            .takes_in(2_600 * pair.len() as u64);
    }
}

fn conclude(topic: &Topic, teller: &mut Teller) {
    let (table, figures) = topic.table;
    let (path, brief) = topic.brief;
    teller
        .does("The figures first, so that every sentence can point at one.", vec![write(table, figures)])
        .calls(vec![write(path, brief)])
        .calls(vec![read(path, 1, brief)])
        .says(topic.summary);
}

fn topic_for(prompt: &str, rng: &mut Rng) -> &'static Topic {
    let named = |topic: &&Topic| topic.words.iter().any(|word| prompt.contains(word));
    TOPICS.iter().find(named).or_else(|| rng.pick(&TOPICS)).unwrap_or(&HEAT_PUMPS)
}

static TOPICS: [Topic; 2] = [HEAT_PUMPS, SUPPLIERS];

const HEAT_PUMPS: Topic = Topic {
    words: &["heat pump", "house", "energy"],
    plan: "I look for measured results in houses built before 1960, not for leaflets, and for prices of the \
           last two years.",
    searches: &[
        "heat pump measured seasonal performance old house field trial",
        "heat pump retrofit cost terraced house 2025 2026 price survey",
        "heat pump radiators flow temperature 55 degrees without insulation",
    ],
    sources: &[
        Source {
            url: "https://energy.example.org/field-trial-2025",
            title: "742 heat pumps in existing homes: results of the field trial",
            passage: "The median seasonal performance was 2.9 in homes built before 1945 and 3.1 in all others.",
            page: "# Field trial, final report\n\n742 homes, two winters. Median seasonal performance: 2.9 (before 1945), \
                   3.0 (1945–1970), 3.1 (after 1970). Four of five homes kept most of their radiators. \
                   Satisfaction after the second winter: 86 %.",
        },
        Source {
            url: "https://statistics.example.nl/heat-pumps/prices",
            title: "What a heat pump costs: installed prices 2024–2026",
            passage: "Installed prices fell by 7 % in a year; a terraced house pays €9,800 on average after the grant.",
            page: "| house | before grant | after grant |\n| --- | --- | --- |\n| flat | €8,900 | €6,700 |\n\
                   | terraced | €13,100 | €9,800 |\n| detached | €18,400 | €14,300 |\n\nSample: 11,204 invoices, 2026.",
        },
        Source {
            url: "https://university.example.edu/flow-temperature",
            title: "Flow temperatures in unrenovated buildings",
            passage: "63 % of rooms were warm enough at 55 °C without any change to the walls.",
            page: "We measured 1,120 rooms. At 55 °C flow temperature 63 % were warm on the coldest day, at 60 °C 81 %. \
                   Replacing one or two radiators raised the share to 94 %.",
        },
        Source {
            url: "https://consumers.example.de/noise",
            title: "Noise of outdoor units: what neighbours hear",
            passage: "At three metres, new units are between 32 and 41 dB(A) at night.",
            page: "Night mode lowers the noise by 5 dB(A) and the output by a fifth. Most disputes are about corners \
                   between two walls, where sound is thrown back.",
        },
    ],
    table: (
        "/mnt/session/outputs/prices.csv",
        "house,before_grant_eur,after_grant_eur,source\nflat,8900,6700,statistics.example.nl\n\
         terraced,13100,9800,statistics.example.nl\ndetached,18400,14300,statistics.example.nl\n",
    ),
    brief: (
        "/mnt/session/outputs/brief.md",
        "# Heat pumps in old houses\n\nThey work, also without new walls, if the radiators are large enough.\n\n\
         - Measured: 2.9 units of heat for one of electricity in houses built before 1945.\n\
         - Two of three rooms stay warm at 55 °C; with one or two larger radiators nearly all do.\n\
         - A terraced house pays about €9,800 after the grant.\n\n## What to do first\n\n\
         Turn the boiler down to 55 °C for one cold week. If every room stays warm, the house is ready.\n",
    ),
    summary: "The brief is one page, with the prices in a table beside it.\n\n\
              - **brief.md**: what works, what it costs, what to do first\n\
              - **prices.csv**: three house types, before and after the grant\n\n\
              All four sources are from the last two years. I left out two leaflets of manufacturers.",
};

const SUPPLIERS: Topic = Topic {
    words: &["supplier", "contract", "vendor"],
    plan: "I compare what both suppliers promise in public with what the two contracts say.",
    searches: &[
        "Noordlicht glass supplier delivery times recall",
        "Halden glassworks annual report energy surcharge",
        "glass supplier contract price adjustment clause index",
    ],
    sources: &[
        Source {
            url: "https://register.example.nl/noordlicht/2025",
            title: "Noordlicht Glas B.V., annual accounts 2025",
            passage: "Turnover €41.2 million; two customers make up 48 % of it.",
            page: "Equity 31 %, no bank debt beyond 2027. The furnace in Leerdam is to be replaced in spring 2027; \
                   eight weeks without production are planned.",
        },
        Source {
            url: "https://halden.example.no/report",
            title: "Halden Glassverk: report to shareholders",
            passage: "The energy surcharge was lowered twice in 2026 and is now 3.5 %.",
            page: "All three furnaces are electric. The surcharge follows the Nordic day price with a delay of one month. \
                   Average delay of a delivery: 1.4 days.",
        },
        Source {
            url: "https://trade.example.org/recalls/2026-031",
            title: "Recall 2026-031: lamp shades, batch N-2209",
            passage: "4,100 shades of Noordlicht were called back for cracks at the rim.",
            page: "Cause: cooling too fast. The maker has changed the process; the case is closed since 2 September.",
        },
        Source {
            url: "https://law.example.com/price-clauses",
            title: "Price adjustment clauses that hold",
            passage: "A clause that only lets prices rise is void in most member states.",
            page: "A valid clause names an index, works both ways, and gives the buyer a way out above a limit.",
        },
    ],
    table: (
        "/mnt/session/outputs/comparison.csv",
        "point,noordlicht,halden\nprice_per_shade_eur,4.10,4.45\nsurcharge,fixed 5 %,index (now 3.5 %)\n\
         late_delivery_days,3.2,1.4\nnotice_months,12,6\n",
    ),
    brief: (
        "/mnt/session/outputs/comparison.md",
        "# The two supplier contracts\n\n**Halden** costs 8 % more per shade and is the safer choice.\n\n\
         1. Noordlicht may raise its surcharge but never has to lower it (clause 7.2); such clauses are often void.\n\
         2. Noordlicht will not produce for eight weeks in spring 2027.\n\
         3. Halden can be left with six months' notice, Noordlicht with twelve.\n",
    ),
    summary: "I compared price, surcharge, delivery and notice. **Halden** is dearer by 8 % and safer in every other \
              point; clause 7.2 of the Noordlicht contract should go before anybody signs.\n\n\
              The long form is in **comparison.md**, the figures are in **comparison.csv**.",
};
