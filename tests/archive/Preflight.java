import org.apache.pdfbox.preflight.PreflightDocument;
import org.apache.pdfbox.preflight.ValidationResult;
import org.apache.pdfbox.preflight.exception.SyntaxValidationException;
import org.apache.pdfbox.preflight.parser.PreflightParser;

/** Prints one line for each PDF/A-1b fault of each file named: file, code, details. Nothing printed is a pass. */
public final class Preflight {
    public static void main(String[] files) throws Exception {
        for (String file : files) {
            for (ValidationResult.ValidationError fault : judge(file).getErrorsList()) {
                System.out.println(file + "\t" + fault.getErrorCode() + "\t" + fault.getDetails());
            }
        }
        System.out.println("checked " + files.length);
    }

    private static ValidationResult judge(String file) throws Exception {
        PreflightParser parser = new PreflightParser(file);
        try {
            parser.parse();
            try (PreflightDocument document = parser.getPreflightDocument()) {
                document.validate();
                return document.getResult();
            }
        } catch (SyntaxValidationException broken) {
            return broken.getResult();
        }
    }
}
