/* dna_schema.c - the 16 tables as DNA 3.1.2 makes them (dna/src/main/java/sql/Sql.java, its SQLite part), and the rows that
 * every new file has: who may log in, and the statement type.
 *
 * NEEDSWORK: names and columns were noted from that source; types, defaults and limits are to be held against it once more,
 * and the file has not been opened in DNA itself. */
#include "export/dna/dna.h"

const struct dna_variable_row dna_variables[DNA_VARIABLE_END] = {
    [DNA_PERSON] = { "person", DNA_SHORT_TEXT },   [DNA_ORGANIZATION] = { "organization", DNA_SHORT_TEXT },
    [DNA_CONCEPT] = { "concept", DNA_SHORT_TEXT }, [DNA_AGREEMENT] = { "agreement", DNA_BOOLEAN },
    [DNA_STANCE] = { "stance", DNA_SHORT_TEXT },   [DNA_SAID] = { "said", DNA_SHORT_TEXT },
    [DNA_ENTRY] = { "entry", DNA_LONG_TEXT },
};

const char *dna_type_text(enum dna_type type)
{
    static const char *const texts[] = { "boolean", "integer", "short text", "long text" };

    return texts[type];
}

/* A yes or no, a part of a colour, a row of another table. */
#define FLAG(name, preset)   name " INTEGER NOT NULL CHECK (" name " BETWEEN 0 AND 1) DEFAULT " preset ", "
#define PART(name)           name " INTEGER CHECK (" name " BETWEEN 0 AND 255), "
#define COLOUR               PART("Red") PART("Green") PART("Blue")
#define LAST_COLOUR          PART("Red") PART("Green") "Blue INTEGER CHECK (Blue BETWEEN 0 AND 255)"
#define KEY                  "ID INTEGER PRIMARY KEY NOT NULL, "
#define OF(column, table)    "FOREIGN KEY(" column ") REFERENCES " table "(ID) ON DELETE CASCADE"
#define TABLE(name, columns) "CREATE TABLE " name "(" columns ");"
/* clang-format off */
#define DATA(name, value)                                                                                              \
    TABLE(name, KEY "StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL, " value ", "                           \
        OF("StatementId", "STATEMENTS") ", " OF("VariableId", "VARIABLES") ", UNIQUE (StatementId, VariableId)")

/* SHA-256, 100,000 times over 16 bytes of salt and the password "priscus"; the salt and that, in base64. The salt is the first
 * 16 bytes of the SHA-256 of "priscus", so that the same ledger gives the same file. tests/commands/dna.py makes it again. */
#define PASSWORD "4V1OhoDvA/o8VZzHPCspuosd8nCF1da79UZwmgfsBH++5pCOvNDdM5rKoaDNjGEd"

const char dna_schema[] =
    TABLE("SETTINGS", "Property TEXT PRIMARY KEY, Value TEXT")
    TABLE("CODERS", KEY "Name TEXT NOT NULL, " COLOUR
        "Refresh INTEGER NOT NULL CHECK (Refresh BETWEEN 0 AND 9999) DEFAULT 0, "
        "FontSize INTEGER NOT NULL CHECK (FontSize BETWEEN 1 AND 99) DEFAULT 14, "
        "Password TEXT, "
        "PopupWidth INTEGER CHECK (PopupWidth BETWEEN 100 AND 9999) DEFAULT 300, "
        FLAG("ColorByCoder", "0") FLAG("PopupDecoration", "0") FLAG("PopupAutoComplete", "1")
        FLAG("PermissionAddDocuments", "1") FLAG("PermissionEditDocuments", "1") FLAG("PermissionDeleteDocuments", "1")
        FLAG("PermissionImportDocuments", "1") FLAG("PermissionAddStatements", "1") FLAG("PermissionEditStatements", "1")
        FLAG("PermissionDeleteStatements", "1") FLAG("PermissionEditAttributes", "1") FLAG("PermissionEditRegex", "1")
        FLAG("PermissionEditStatementTypes", "1") FLAG("PermissionEditCoders", "1") FLAG("PermissionEditCoderRelations", "1")
        FLAG("PermissionViewOthersDocuments", "1") FLAG("PermissionEditOthersDocuments", "1")
        FLAG("PermissionViewOthersStatements", "1")
        "PermissionEditOthersStatements INTEGER NOT NULL CHECK (PermissionEditOthersStatements BETWEEN 0 AND 1) DEFAULT 1")
    TABLE("DOCUMENTS", KEY "Title TEXT NOT NULL, Text TEXT NOT NULL, Coder INTEGER, "
        "Author TEXT NOT NULL DEFAULT '', Source TEXT NOT NULL DEFAULT '', Section TEXT NOT NULL DEFAULT '', "
        "Notes TEXT NOT NULL DEFAULT '', Type TEXT NOT NULL DEFAULT '', Date INTEGER NOT NULL, " OF("Coder", "CODERS"))
    TABLE("STATEMENTTYPES", KEY "Label TEXT NOT NULL, " LAST_COLOUR)
    TABLE("VARIABLES", KEY "Variable TEXT NOT NULL, DataType TEXT NOT NULL DEFAULT 'short text', StatementTypeId INTEGER, "
        OF("StatementTypeId", "STATEMENTTYPES") ", UNIQUE (Variable, StatementTypeId)")
    TABLE("VARIABLELINKS", KEY "SourceVariableId INTEGER, TargetVariableId INTEGER, "
        OF("SourceVariableId", "VARIABLES") ", " OF("TargetVariableId", "VARIABLES"))
    TABLE("REGEXES", "Label TEXT PRIMARY KEY, " LAST_COLOUR)
    TABLE("CODERRELATIONS", KEY "Coder INTEGER, OtherCoder INTEGER, "
        FLAG("viewStatements", "1") FLAG("editStatements", "1") FLAG("viewDocuments", "1") FLAG("editDocuments", "1")
        OF("Coder", "CODERS") ", " OF("OtherCoder", "CODERS") ", UNIQUE (Coder, OtherCoder)")
    TABLE("STATEMENTS", KEY "StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER NOT NULL CHECK (Start >= 0), "
        "Stop INTEGER NOT NULL CHECK (Stop >= 0), Coder INTEGER, "
        OF("StatementTypeId", "STATEMENTTYPES") ", " OF("DocumentId", "DOCUMENTS") ", " OF("Coder", "CODERS"))
    DATA("DATABOOLEAN", "Value INTEGER NOT NULL CHECK (Value BETWEEN 0 AND 1) DEFAULT 1")
    DATA("DATAINTEGER", "Value INTEGER NOT NULL DEFAULT 0")
    TABLE("ENTITIES", KEY "VariableId INTEGER NOT NULL, Value TEXT NOT NULL DEFAULT '', " COLOUR "ChildOf INTEGER, "
        OF("VariableId", "VARIABLES") ", " OF("ChildOf", "ENTITIES") ", UNIQUE (VariableId, Value)")
    DATA("DATASHORTTEXT", "Entity INTEGER NOT NULL, " OF("Entity", "ENTITIES"))
    DATA("DATALONGTEXT", "Value TEXT DEFAULT ''")
    TABLE("ATTRIBUTEVARIABLES", KEY "VariableId INTEGER NOT NULL, AttributeVariable TEXT NOT NULL, "
        OF("VariableId", "VARIABLES") ", UNIQUE (VariableId, AttributeVariable)")
    TABLE("ATTRIBUTEVALUES", KEY "EntityId INTEGER NOT NULL, AttributeVariableId INTEGER NOT NULL, "
        "AttributeValue TEXT NOT NULL DEFAULT '', " OF("EntityId", "ENTITIES") ", "
        OF("AttributeVariableId", "ATTRIBUTEVARIABLES") ", UNIQUE (EntityId, AttributeVariableId)")

    "INSERT INTO SETTINGS VALUES ('version', '" DNA_VERSION "');"
    "INSERT INTO CODERS (ID, Name, Red, Green, Blue, Password) VALUES (1, '" DNA_CODER "', 0, 0, 0, '" PASSWORD "');"
    "INSERT INTO STATEMENTTYPES VALUES (1, 'DNA Statement', 239, 208, 51);";
/* clang-format on */
