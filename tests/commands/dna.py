"""Is FILE what the Discourse Network Analyzer 3.1.2 wants of a file? dna.py FILE LEDGER

Each table and column as DNA makes it; who may log in, by Python's own SHA-256; entities, values and attributes as its windows expect
them; and each statement's place, counted in UTF-16 units of the text, against the ledger's words. Prints what is wrong."""
import base64
import hashlib
import sqlite3
import sys

RIGHTS = ("AddDocuments EditDocuments DeleteDocuments ImportDocuments AddStatements EditStatements DeleteStatements EditAttributes "
          "EditRegex EditStatementTypes EditCoders EditCoderRelations ViewOthersDocuments EditOthersDocuments "
          "ViewOthersStatements EditOthersStatements").split()
ID = "ID INTEGER 1 - 1"
COLOUR = "Red INTEGER 0 - 0|Green INTEGER 0 - 0|Blue INTEGER 0 - 0"
DATA = ID + "|StatementId INTEGER 1 - 0|VariableId INTEGER 1 - 0|"
# name, type, NOT NULL, default, in the primary key
TABLES = {
    "SETTINGS": "Property TEXT 0 - 1|Value TEXT 0 - 0",
    "CODERS": "|".join([ID, "Name TEXT 1 - 0", COLOUR, "Refresh INTEGER 1 0 0", "FontSize INTEGER 1 14 0", "Password TEXT 0 - 0",
                        "PopupWidth INTEGER 0 300 0", "ColorByCoder INTEGER 1 0 0", "PopupDecoration INTEGER 1 0 0",
                        "PopupAutoComplete INTEGER 1 1 0"] + [f"Permission{right} INTEGER 1 1 0" for right in RIGHTS]),
    "DOCUMENTS": "|".join([ID, "Title TEXT 1 - 0", "Text TEXT 1 - 0", "Coder INTEGER 0 - 0"] +
                          [f"{name} TEXT 1 '' 0" for name in "Author Source Section Notes Type".split()] + ["Date INTEGER 1 - 0"]),
    "STATEMENTTYPES": "|".join([ID, "Label TEXT 1 - 0", COLOUR]),
    "VARIABLES": ID + "|Variable TEXT 1 - 0|DataType TEXT 1 'short_text' 0|StatementTypeId INTEGER 0 - 0",
    "VARIABLELINKS": ID + "|SourceVariableId INTEGER 0 - 0|TargetVariableId INTEGER 0 - 0",
    "REGEXES": "Label TEXT 0 - 1|" + COLOUR,
    "CODERRELATIONS": "|".join([ID, "Coder INTEGER 0 - 0", "OtherCoder INTEGER 0 - 0"] +
                               [f"{name} INTEGER 1 1 0" for name in "viewStatements editStatements viewDocuments editDocuments".split()]),
    "STATEMENTS": "|".join([ID, "StatementTypeId INTEGER 0 - 0", "DocumentId INTEGER 0 - 0", "Start INTEGER 1 - 0",
                            "Stop INTEGER 1 - 0", "Coder INTEGER 0 - 0"]),
    "DATABOOLEAN": DATA + "Value INTEGER 1 1 0",
    "DATAINTEGER": DATA + "Value INTEGER 1 0 0",
    "ENTITIES": "|".join([ID, "VariableId INTEGER 1 - 0", "Value TEXT 1 '' 0", COLOUR, "ChildOf INTEGER 0 - 0"]),
    "DATASHORTTEXT": DATA + "Entity INTEGER 1 - 0",
    "DATALONGTEXT": DATA + "Value TEXT 0 '' 0",
    "ATTRIBUTEVARIABLES": ID + "|VariableId INTEGER 1 - 0|AttributeVariable TEXT 1 - 0",
    "ATTRIBUTEVALUES": ID + "|EntityId INTEGER 1 - 0|AttributeVariableId INTEGER 1 - 0|AttributeValue TEXT 1 '' 0",
}

file = sqlite3.connect(sys.argv[1])
ledger = sqlite3.connect(sys.argv[2])


def same(what, got, wanted):
    if got != wanted:
        print(f"{what}: {got!r}, not {wanted!r}")


def rows(sql, of=file):
    return of.execute(sql).fetchall()


same("tables", sorted(name for name, in rows("SELECT name FROM sqlite_schema WHERE type = 'table'")), sorted(TABLES))
for table, columns in TABLES.items():
    got = "|".join(f"{name} {kind} {notnull} {'-' if default is None else default.replace(' ', '_')} {key}"
                   for _, name, kind, notnull, default, key in rows(f"PRAGMA table_info({table})"))
    same(table, got, columns)
keys = {(table, row[3], row[2], row[6]) for table in TABLES for row in rows(f"PRAGMA foreign_key_list({table})")}
same("foreign keys", keys, {(table, column, of, "CASCADE") for table, column, of in (
    ("DOCUMENTS", "Coder", "CODERS"), ("VARIABLES", "StatementTypeId", "STATEMENTTYPES"),
    ("VARIABLELINKS", "SourceVariableId", "VARIABLES"), ("VARIABLELINKS", "TargetVariableId", "VARIABLES"),
    ("CODERRELATIONS", "Coder", "CODERS"), ("CODERRELATIONS", "OtherCoder", "CODERS"),
    ("STATEMENTS", "StatementTypeId", "STATEMENTTYPES"), ("STATEMENTS", "DocumentId", "DOCUMENTS"), ("STATEMENTS", "Coder", "CODERS"),
    ("ENTITIES", "VariableId", "VARIABLES"), ("ENTITIES", "ChildOf", "ENTITIES"), ("DATASHORTTEXT", "Entity", "ENTITIES"),
    ("ATTRIBUTEVARIABLES", "VariableId", "VARIABLES"), ("ATTRIBUTEVALUES", "EntityId", "ENTITIES"),
    ("ATTRIBUTEVALUES", "AttributeVariableId", "ATTRIBUTEVARIABLES"))} |
    {(f"DATA{kind}", column, of, "CASCADE") for kind in ("BOOLEAN", "INTEGER", "SHORTTEXT", "LONGTEXT")
     for column, of in (("StatementId", "STATEMENTS"), ("VariableId", "VARIABLES"))})
same("integrity", rows("PRAGMA integrity_check"), [("ok",)])
same("foreign keys that point nowhere", rows("PRAGMA foreign_key_check"), [])

# ---- who logs in
same("settings", [(name, value) for name, value in rows("SELECT * FROM SETTINGS ORDER BY 1") if name == "version"],
     [("version", "3.1.2")])
coders = rows("SELECT ID, Name, Password FROM CODERS")
same("coders", [row[:2] for row in coders], [(1, "Priscus")])
stored = base64.b64decode(coders[0][2])
digest = stored[:16] + b"priscus"
for _ in range(100000):
    digest = hashlib.sha256(digest).digest()
same("password", digest, stored[16:])
same("rights", rows("SELECT " + ", ".join("Permission" + right for right in RIGHTS) + " FROM CODERS"), [(1,) * len(RIGHTS)])

# ---- variables, entities, attributes
same("statement types", rows("SELECT ID, Label FROM STATEMENTTYPES"), [(1, "DNA Statement")])
variables = rows("SELECT ID, Variable, DataType, StatementTypeId FROM VARIABLES ORDER BY ID")
same("variables", variables, [(1, "person", "short text", 1), (2, "organization", "short text", 1), (3, "concept", "short text", 1),
                              (4, "agreement", "boolean", 1), (5, "stance", "short text", 1), (6, "said", "short text", 1),
                              (7, "entry", "long text", 1)])
short = [row[0] for row in variables if row[2] == "short text"]
same("empty entities", [row[0] for row in rows("SELECT VariableId FROM ENTITIES WHERE Value = '' ORDER BY 1")], short)
same("entities without a colour", rows("SELECT Value FROM ENTITIES WHERE Red IS NULL OR Green IS NULL OR Blue IS NULL"), [])
same("values that are too long", [value for value, in rows("SELECT Value FROM ENTITIES UNION ALL SELECT Title FROM DOCUMENTS")
                                  if len(value.encode("utf-16-le")) // 2 > 190], [])
same("entities with attributes missing",
     rows("SELECT ENTITIES.ID FROM ENTITIES JOIN ATTRIBUTEVARIABLES AS a ON a.VariableId = ENTITIES.VariableId LEFT JOIN ATTRIBUTEVALUES AS v"
          " ON v.EntityId = ENTITIES.ID AND v.AttributeVariableId = a.ID WHERE v.ID IS NULL"), [])
same("attributes", rows("SELECT VariableId, group_concat(AttributeVariable) FROM (SELECT * FROM ATTRIBUTEVARIABLES ORDER BY ID) GROUP BY 1"),
     [(v, "Type,Alias,Notes") for v in short])

# ---- statements
values = {}
for table, value in (("DATASHORTTEXT", "(SELECT Value FROM ENTITIES WHERE ENTITIES.ID = Entity AND ENTITIES.VariableId = d.VariableId)"),
                     ("DATABOOLEAN", "Value"), ("DATALONGTEXT", "Value")):
    for statement, variable, v in rows(f"SELECT StatementId, VariableId, {value} FROM {table} AS d"):
        values[statement, variable] = v
texts = {key: text.encode("utf-16-le") for key, text in rows("SELECT ID, Text FROM DOCUMENTS")}
told = []
for key, document, start, stop in rows("SELECT ID, DocumentId, Start, Stop FROM STATEMENTS"):
    if not 0 <= start < stop:
        print(f"statement {key}: {start} to {stop}")
    person, organization, concept, agreement, stance, said, entry = (values.get((key, v)) for v in range(1, 8))
    words = texts[document][2 * start:2 * stop].decode("utf-16-le")
    told.append((entry.split("\n")[0], organization, concept, stance, agreement, person, words))
wanted = [(key, party, issue, stance, int(stance != "rejects"), who or "", words.replace("\r\n", "\n").replace("\r", "\n"))
          for key, party, issue, stance, who, words in
          rows("SELECT id, party, issue, stance, coalesce(person, speaker), words FROM positions", ledger)]
same("statements", sorted(told), sorted(wanted))
