//! The rows of a feed's log, in the object's own `SQLite`.

use worker::{SqlStorage, SqlStorageValue};

use crate::feed::store::{Batch, Broken, ChunkInfo, Kept, Meta};

const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS meta (id INTEGER PRIMARY KEY CHECK (id = 1), json TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS chunks (number INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL,
        entries INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS parts (chunk INTEGER NOT NULL, part INTEGER NOT NULL, digests INTEGER NOT NULL,
        bytes BLOB NOT NULL, PRIMARY KEY (chunk, digests, part)) WITHOUT ROWID;
";

/// Digests are stored in rows of this size: one of an event may not be larger than a row of the platform, 2 MB.
const DIGEST_ROW_BYTES: usize = 1 << 20;

/// The rows. All statements of one turn of the event loop are committed together by the runtime.
pub(super) struct Rows {
    sql: SqlStorage,
    is_ready: bool,
}

impl Rows {
    pub(super) fn new(sql: SqlStorage) -> Self {
        Self { sql, is_ready: false }
    }

    pub(super) fn load(&mut self) -> Result<Option<Kept>, Broken> {
        self.prepare()?;
        let rows = self.rows("SELECT json FROM meta", vec![])?;
        let Some([SqlStorageValue::String(json)]) = rows.first().map(Vec::as_slice) else { return Ok(None) };
        let meta: Meta = serde_json::from_str(json).map_err(|_| Broken)?;
        let mut chunks = Vec::new();
        for row in self.rows("SELECT number, first, last, entries FROM chunks ORDER BY number", vec![])? {
            let [
                SqlStorageValue::Integer(number),
                SqlStorageValue::Integer(first),
                SqlStorageValue::Integer(last),
                SqlStorageValue::Integer(entries),
            ] = row.as_slice()
            else {
                return Err(Broken);
            };
            let entries = u32::try_from(*entries).map_err(|_| Broken)?;
            let info = ChunkInfo { number: *number, first: *first, last: *last, entries };
            chunks.push((info, self.bytes(*number, true)?));
        }
        Ok(Some(Kept { meta, chunks }))
    }

    pub(super) fn keep(&mut self, batch: Batch) -> Result<(), Broken> {
        self.prepare()?;
        let json = serde_json::to_string(&batch.meta).map_err(|_| Broken)?;
        self.run("INSERT OR REPLACE INTO meta (id, json) VALUES (1, ?)", vec![json.into()])?;
        for chunk in batch.chunks {
            let ChunkInfo { number, first, last, entries } = chunk.info;
            let values = vec![number.into(), first.into(), last.into(), i64::from(entries).into()];
            self.run("INSERT OR REPLACE INTO chunks (number, first, last, entries) VALUES (?, ?, ?, ?)", values)?;
            let digests = chunk.digests.chunks(DIGEST_ROW_BYTES).map(<[u8]>::to_vec);
            let digests = (0u32..).zip(digests).map(|(part, bytes)| (true, part, bytes));
            let parts = chunk.parts.into_iter().map(|(part, bytes)| (false, part, bytes));
            for (is_digest, part, bytes) in digests.chain(parts) {
                let values = vec![number.into(), i64::from(part).into(), i64::from(is_digest).into(), bytes.into()];
                self.run("INSERT OR REPLACE INTO parts (chunk, part, digests, bytes) VALUES (?, ?, ?, ?)", values)?;
            }
        }
        Ok(())
    }

    pub(super) fn chunk(&mut self, number: i64) -> Result<Option<Vec<u8>>, Broken> {
        self.prepare()?;
        let bytes = self.bytes(number, false)?;
        Ok(Some(bytes).filter(|bytes| !bytes.is_empty()))
    }

    pub(super) fn erase(&mut self) -> Result<(), Broken> {
        self.prepare()?;
        ["DELETE FROM meta", "DELETE FROM chunks", "DELETE FROM parts"]
            .into_iter()
            .try_for_each(|statement| self.run(statement, vec![]))
    }

    fn prepare(&mut self) -> Result<(), Broken> {
        if !self.is_ready {
            self.run(TABLES, vec![])?;
            self.is_ready = true;
        }
        Ok(())
    }

    fn bytes(&self, chunk: i64, is_digest: bool) -> Result<Vec<u8>, Broken> {
        let query = "SELECT bytes FROM parts WHERE chunk = ? AND digests = ? ORDER BY part";
        let mut all = Vec::new();
        for row in self.rows(query, vec![chunk.into(), i64::from(is_digest).into()])? {
            let [SqlStorageValue::Blob(bytes)] = row.as_slice() else { return Err(Broken) };
            all.extend_from_slice(bytes);
        }
        Ok(all)
    }

    fn rows(&self, query: &str, values: Vec<SqlStorageValue>) -> Result<Vec<Vec<SqlStorageValue>>, Broken> {
        let cursor = self.sql.exec(query, values).map_err(|_| Broken)?;
        cursor.raw().collect::<Result<_, _>>().map_err(|_| Broken)
    }

    fn run(&self, statement: &str, values: Vec<SqlStorageValue>) -> Result<(), Broken> {
        self.sql.exec(statement, values).map(drop).map_err(|_| Broken)
    }
}
