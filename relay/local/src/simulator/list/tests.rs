//! Pages, filters and cursors.

use super::*;

struct Thing(u64);

impl Item for Thing {
    fn seq(&self) -> u64 {
        self.0
    }

    fn created(&self) -> Micros {
        i64::try_from(self.0).unwrap() * time::SECOND
    }

    fn is_archived(&self) -> bool {
        self.0 == 4
    }
}

type Read = (Vec<u64>, Option<String>, Option<String>);

fn read(query: &str, order: Order) -> Result<Read, String> {
    let things: Vec<Thing> = (1..=7).map(Thing).collect();
    let query = Query::parse(query).unwrap();
    let page = limit(&query, 3, 10).and_then(|limit| page(things.iter(), &query, order, limit));
    page.map(|page| (page.items.iter().map(|thing| thing.0).collect(), page.next, page.prev)).map_err(|r| r.message)
}

#[test]
fn goes_both_ways_over_the_same_pages() {
    for (order, pages) in [(Order::Asc, [[1, 2, 3], [5, 6, 7]]), (Order::Desc, [[7, 6, 5], [3, 2, 1]])] {
        let (first, next, none) = read("", order).unwrap();
        assert_eq!((first.as_slice(), none), (pages[0].as_slice(), None));
        let cursor = next.unwrap();
        let (second, end, prev) = read(&format!("page={cursor}"), order).unwrap();
        assert_eq!((second.as_slice(), end), (pages[1].as_slice(), None));
        let (again, next, none) = read(&format!("page={}", prev.unwrap()), order).unwrap();
        assert_eq!((again.as_slice(), next, none), (pages[0].as_slice(), Some(cursor), None));
    }
}

#[test]
fn filters_and_refuses() {
    let check = |query: &str, expected: Result<&[u64], &str>| {
        let found = read(query, Order::Asc).map(|(items, _, _)| items);
        assert_eq!(found, expected.map(<[u64]>::to_vec).map_err(str::to_owned), "{query}");
    };
    check("limit=10", Ok(&[1, 2, 3, 5, 6, 7]));
    check("limit=10&include_archived=true", Ok(&[1, 2, 3, 4, 5, 6, 7]));
    check("created_at[gt]=1970-01-01T00:00:05Z", Ok(&[6, 7]));
    check("created_at[gte]=1970-01-01T00:00:05Z&created_at[lt]=1970-01-01T00:00:07Z", Ok(&[5, 6]));
    check("created_at[lte]=1970-01-01T01:00:01%2B01:00", Ok(&[1]));
    check("created_at[lte]=yesterday", Err("created_at[lte]: Input should be a valid RFC 3339 datetime"));
    check("limit=0", Err("limit: Input should be an integer from 1 to 10"));
    check("include_archived=1", Err("include_archived: Input should be 'true' or 'false'"));
    check("page=page_zz", Err("invalid page cursor"));
    check("page=3", Err("invalid page cursor"));
    let desc = read("", Order::Desc).unwrap().1.unwrap();
    check(&format!("page={desc}"), Err("page token order does not match request"));
    let asc = read("", Order::Asc).unwrap().1.unwrap();
    check(
        &format!("page={asc}&created_at[gt]=1970-01-01T00:00:05Z"),
        Err("page token does not match created_at filter"),
    );
}
