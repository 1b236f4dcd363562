package dev.palimpsest.observables;

import java.util.Locale;
import java.util.Set;

/** Which extensions say that a word is a file's name. */
final class FileNames {

    static final int EXTENSION_LENGTH_MAX = 12;

    /** None of these is a suffix that hosts are found under in prose, or {@link Lookalikes} takes the name for a file. */
    private static final Set<String> EXTENSIONS = Set.of("exe", "dll", "sys", "drv", "ocx", "cpl", "scr", "msi", "msix",
            "msp", "mui", "bat", "cmd", "ps1", "psm1", "psd1", "vbs", "vbe", "wsf", "wsh", "hta", "lnk", "url", "inf",
            "reg", "jse", "jar", "class", "war", "py", "pyc", "pyd", "sh", "pl", "rb", "php", "asp", "aspx", "ashx",
            "jsp", "jspx", "js", "css", "html", "htm", "xhtml", "xml", "json", "yaml", "yml", "ini", "cfg", "conf",
            "config", "dat", "bin", "tmp", "temp", "log", "bak", "old", "txt", "csv", "tsv", "rtf", "pdf", "doc",
            "docx", "docm", "dot", "dotm", "dotx", "xls", "xlsx", "xlsm", "xlsb", "xll", "xlam", "ppt", "pptx", "pptm",
            "ppam", "one", "onepkg", "pub", "odt", "ods", "eml", "msg", "pst", "ost", "zip", "rar", "7z", "gz", "tgz",
            "tar", "bz2", "xz", "cab", "iso", "img", "vhd", "vhdx", "vmdk", "dmg", "pkg", "apk", "ipa", "deb", "rpm",
            "elf", "so", "ko", "dylib", "png", "jpg", "jpeg", "gif", "bmp", "ico", "svg", "webp", "mp3", "mp4", "avi",
            "wav", "mov", "db", "sqlite", "sql", "mdb", "edb", "dit", "hve", "evtx", "etl", "pcap", "dmp", "pdb", "lib",
            "chm", "hlp", "job", "md", "yar", "yara", "pem", "key", "crt", "cer", "pfx", "p12", "kdbx",
            "settingcontent-ms",
            "application", "ttf", "woff", "com", "go", "rs", "swf", "crx", "vsix", "rdp", "library-ms", "scf", "theme",
            "diagcab", "search-ms", "locked", "enc", "encrypted");
    private static final Set<String> PAGES = Set.of("html", "htm", "xhtml", "php", "asp", "aspx", "ashx", "jsp", "jspx",
            "js", "css", "png", "jpg", "jpeg", "gif", "ico", "svg", "webp", "json", "xml", "woff", "ttf");
    /** Extensions that say so little that a bare name with one is not worth finding. */
    private static final Set<String> NOT_ALONE = Set.of("com", "one", "key", "old", "log", "temp", "dot", "theme",
            "application", "class", "config", "url", "go", "locked", "job", "settingcontent-ms",
            "library-ms", "search-ms");

    private FileNames() {}

    /** Whether a word is the name of a file, by its extension. */
    static boolean isFileName(String word) {
        return word.lastIndexOf('.') > 0 && EXTENSIONS.contains(extension(word));
    }

    /** Whether a name is that of a file even where no path stands before it. */
    static boolean isFileNameAlone(String word) {
        return isFileName(word) && !NOT_ALONE.contains(extension(word));
    }

    /** Whether a name is rather that of a page or a part of one on a web server. */
    static boolean isPage(String word) {
        return PAGES.contains(extension(word));
    }

    private static String extension(String word) {
        int dot = word.lastIndexOf('.');
        boolean fits = dot >= 0 && word.length() - dot - 1 <= 2 * EXTENSION_LENGTH_MAX;
        return fits ? word.substring(dot + 1).toLowerCase(Locale.ROOT) : "";
    }
}
